import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { emptySnapshot } from "../engine/snapshot";
import { applied, type Edit } from "./edits";
import { assertSwept } from "./ending";
import { Ledger } from "./ledger";
import type { Attack, Operation, Sequence } from "./operations";
import type { Group } from "./rules";
import { quiet, Side } from "./side";
import { chosenIds, groupIdOf, mallory, type Situation, type Stack, stacks, type Type, types } from "./terms";
import type { World } from "./world";

type Run = Extract<Operation, { readonly do: "up" | "destroy" | "refresh" }>;
type Setting = Extract<Operation, { readonly stack: Stack }>;
type Others = Exclude<Operation, Setting>;

/** One sequence: both stacks, and foreign clients. */
export class Scene {
  readonly ledger = new Ledger();
  readonly sides: Readonly<Record<Stack, Side>>;

  constructor(
    readonly world: World,
    { programs, fields, pinned }: Sequence,
  ) {
    const side = (stack: Stack) => {
      const made = new Side(stack, world, this.ledger, programs[stack]);
      made.field = fields[stack];
      if (pinned[stack]) made.pin();
      return made;
    };
    this.sides = { A: side("A"), B: side("B") };
    // Groups that no program names. One of them has an id that resembles a derived one.
    for (const id of ["lobby", "dev-n0-aaaaaaaaaaaaaaaa"]) this.#create(id, types[0], "");
  }

  async run(operation: Operation): Promise<void> {
    this.world.tick();
    if (!("stack" in operation)) this.#others(operation);
    else if (operation.do === "up" || operation.do === "destroy" || operation.do === "refresh")
      await this.#engine(operation);
    else this.#setting(operation);
    this.world.takeEffects();
  }

  /** Runs every program once more, and destroys it. Nothing of the stacks may be left that was not reported. */
  async end(): Promise<void> {
    for (const stack of stacks) await this.sides[stack].up(quiet);
    for (const stack of stacks) {
      const { identity } = this.sides[stack].snapshot;
      const status = await this.sides[stack].destroy(quiet, true);
      if (status === "done" && identity !== undefined) await assertSwept(this.sides[stack], identity);
    }
  }

  async #engine(operation: Run): Promise<void> {
    const side = this.sides[operation.stack];
    if (operation.do === "refresh") await side.refresh(operation.app);
    else if (operation.do === "destroy") await side.destroy(operation.run, operation.excludeProtected, operation.app);
    else {
      for (const edit of operation.edits) this.#edit(side, edit);
      const status = await side.up(operation.run);
      if (status === "killed" && operation.run.isGivenUp) await side.destroy(quiet, true);
    }
  }

  #edit(side: Side, edit: Edit): void {
    const items = applied(side.items, [edit]);
    const situation = situationOf(edit);
    if (situation !== undefined) this.world.tally.add(situation, !isDeepStrictEqual(items, side.items));
    side.items = items;
  }

  #setting(operation: Exclude<Setting, Run>): void {
    const side = this.sides[operation.stack];
    switch (operation.do) {
      case "loseState":
        side.replaceSnapshot(emptySnapshot);
        return;
      case "backUp":
        side.backup = side.snapshot;
        return;
      case "restore":
        side.replaceSnapshot(side.backup);
        return;
      case "renameStack":
        side.names = side.names.endsWith("dev") ? "organization/chat/stage" : "organization/chat/dev";
        return;
      case "pin":
        if (operation.isPinned) side.pin();
        else side.pinned = undefined;
        return;
      case "moveMarks":
        side.field = operation.field;
    }
  }

  #others(operation: Others): void {
    const { world } = this;
    if (operation.do === "rotateKey") {
      world.rotateKey();
      return;
    }
    if (operation.do === "squat") {
      this.#squat(operation.id, operation.type);
      return;
    }
    // The stacks' own groups come first.
    const all = world.groups();
    const isClaimed = (each: Group) => this.ledger.of(each).claims.size > 0;
    const groups = [...all.filter(isClaimed), ...all.filter((each) => !isClaimed(each))];
    const group = groups[operation.group % Math.max(1, groups.length)];
    if (group === undefined) return;
    switch (operation.do) {
      case "disband":
        world.app.disband(group.id);
        return;
      case "recreate":
        world.app.disband(group.id);
        world.tick();
        this.#create(group.id, group.type as Type, mallory);
        return;
      case "edit":
        world.app.edit(group.id, { name: "edited" });
        return;
      case "join":
        if (group.type !== "AVChatRoom") for (const user of ["bob", "carol"]) world.app.join(group.id, user);
        return;
      case "write":
        world.write(group);
        return;
      case "attack":
        this.#attack(group, operation.attack);
        return;
    }
  }

  /** A client creates a group under an id that programs choose, or that a deleted group had. */
  #squat(which: number, type: Type): void {
    const { world, ledger } = this;
    const ids = [
      ...stacks.flatMap((stack) => chosenIds.map((id) => `${world.prefix}${groupIdOf(stack, id)}`)),
      ...ledger.ids,
    ];
    const id = ids[which % ids.length] ?? assert.fail();
    if (world.group(id) === undefined) this.#create(id, type, mallory);
  }

  #create(id: string, type: Type, ownerAccount: string): void {
    this.world.app.create({ groupId: id, type, name: "theirs", ownerAccount });
    this.ledger.born(this.world.group(id) ?? assert.fail(), undefined);
  }

  #attack(group: Group, attack: Attack): void {
    const text = this.#attackText(group, attack);
    if (text === undefined && attack.how !== "wipe") return;
    this.world.tally.add("a mark is wiped", text === undefined && this.world.marks.has(group.attribute ?? ""));
    this.world.app.setAttributes(group.id, text === undefined ? {} : { pulumi: text });
    this.ledger.of(group).isTampered = true;
  }

  #attackText(group: Group, attack: Attack): string | undefined {
    switch (attack.how) {
      case "wipe":
        return undefined;
      case "garbage":
        return "hello";
      case "newer":
        return '{"v":3,"h":"AAAAAAAAAAAAAAAAAAAAAA"}';
      case "forge": {
        const side = attack.names === "nobody" ? undefined : this.sides[attack.names];
        const i = side?.pinned ?? side?.snapshot.identity ?? "somebody";
        const claim = { v: 2, i, s: this.sides.A.names, n: "n0", c: group.born };
        return JSON.stringify({ ...claim, h: "AAAAAAAAAAAAAAAAAAAAAA" });
      }
      case "replay": {
        const marks = [...this.world.marks.keys()];
        return marks[attack.which % Math.max(1, marks.length)];
      }
    }
  }
}

function situationOf(edit: Edit): Situation | undefined {
  switch (edit.do) {
    case "rename":
      return `a rename with${edit.hasAlias ? "" : "out"} an alias`;
    case "reparent":
      return `a different parent with${edit.hasAlias ? "" : "out"} an alias`;
    case "shift":
      return "entries of a list shift";
    case "swap":
      return "two ids are swapped";
    case "reverse":
      return "a different order";
    default:
      return undefined;
  }
}
