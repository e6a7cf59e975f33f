import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { emptySnapshot } from "../engine/snapshot";
import { chosenIds, groupIdOf, mallory, type Situation, type StackName, stacks, type Type, types } from "./constants";
import { applied, type Edit } from "./edits";
import type { Environment } from "./environment";
import { GroupHistory } from "./history";
import type { Attack, Operation, Sequence } from "./operations";
import type { Group } from "./rules";
import { assertSwept } from "./sweepCheck";
import { noFaults, TestStack } from "./testStack";

type Run = Extract<Operation, { readonly do: "up" | "destroy" | "refresh" }>;
type Setting = Extract<Operation, { readonly stack: StackName }>;
type ClientOperation = Exclude<Operation, Setting>;

/** One sequence: both stacks, and foreign clients. */
export class SequenceRunner {
  readonly history = new GroupHistory();
  readonly stacks: Readonly<Record<StackName, TestStack>>;

  constructor(
    readonly environment: Environment,
    { programs, fields, pinned }: Sequence,
  ) {
    const testStack = (stack: StackName) => {
      const made = new TestStack(stack, environment, this.history, programs[stack]);
      made.field = fields[stack];
      if (pinned[stack]) made.pin();
      return made;
    };
    this.stacks = { A: testStack("A"), B: testStack("B") };
    // Groups that no program names. One of them has an id that resembles a derived one.
    for (const id of ["lobby", "dev-n0-aaaaaaaaaaaaaaaa"]) this.#create(id, types[0], "");
  }

  async run(operation: Operation): Promise<void> {
    this.environment.tick();
    if (!("stack" in operation)) this.#others(operation);
    else if (operation.do === "up" || operation.do === "destroy" || operation.do === "refresh")
      await this.#engine(operation);
    else this.#setting(operation);
    this.environment.takeEffects();
  }

  /** Runs every program once more, and destroys it. Nothing of the stacks may be left that was not reported. */
  async end(): Promise<void> {
    for (const stack of stacks) await this.stacks[stack].up(noFaults);
    for (const stack of stacks) {
      const { identity } = this.stacks[stack].snapshot;
      const status = await this.stacks[stack].destroy(noFaults, true);
      if (status === "done" && identity !== undefined) await assertSwept(this.stacks[stack], identity);
    }
  }

  async #engine(operation: Run): Promise<void> {
    const testStack = this.stacks[operation.stack];
    if (operation.do === "refresh") await testStack.refresh(operation.app);
    else if (operation.do === "destroy")
      await testStack.destroy(operation.run, operation.excludeProtected, operation.app);
    else {
      for (const edit of operation.edits) this.#edit(testStack, edit);
      const status = await testStack.up(operation.run);
      if (status === "killed" && operation.run.destroyAfterKill) await testStack.destroy(noFaults, true);
    }
  }

  #edit(testStack: TestStack, edit: Edit): void {
    const items = applied(testStack.items, [edit]);
    const situation = situationOf(edit);
    if (situation !== undefined) this.environment.tally.add(situation, !isDeepStrictEqual(items, testStack.items));
    testStack.items = items;
  }

  #setting(operation: Exclude<Setting, Run>): void {
    const testStack = this.stacks[operation.stack];
    switch (operation.do) {
      case "loseState":
        testStack.replaceSnapshot(emptySnapshot);
        return;
      case "backUp":
        testStack.backup = testStack.snapshot;
        return;
      case "restore":
        testStack.replaceSnapshot(testStack.backup);
        return;
      case "renameStack":
        testStack.names = testStack.names.endsWith("dev") ? "organization/chat/stage" : "organization/chat/dev";
        return;
      case "pin":
        if (operation.isPinned) testStack.pin();
        else testStack.pinned = undefined;
        return;
      case "moveMarks":
        testStack.field = operation.field;
    }
  }

  #others(operation: ClientOperation): void {
    const { environment } = this;
    if (operation.do === "rotateKey") {
      environment.rotateKey();
      return;
    }
    if (operation.do === "squat") {
      this.#squat(operation.id, operation.type);
      return;
    }
    // The stacks' own groups come first.
    const all = environment.groups();
    const isClaimed = (each: Group) => this.history.of(each).owners.size > 0;
    const groups = [...all.filter(isClaimed), ...all.filter((each) => !isClaimed(each))];
    const group = groups[operation.group % Math.max(1, groups.length)];
    if (group === undefined) return;
    switch (operation.do) {
      case "disband":
        environment.app.disband(group.id);
        return;
      case "recreate":
        environment.app.disband(group.id);
        environment.tick();
        this.#create(group.id, group.type as Type, mallory);
        return;
      case "edit":
        environment.app.edit(group.id, { name: "edited" });
        return;
      case "join":
        if (group.type !== "AVChatRoom") for (const user of ["bob", "carol"]) environment.app.join(group.id, user);
        return;
      case "write":
        environment.write(group);
        return;
      case "attack":
        this.#attack(group, operation.attack);
        return;
    }
  }

  /** A client creates a group under an id that programs choose, or that a deleted group had. */
  #squat(which: number, type: Type): void {
    const { environment, history } = this;
    const ids = [
      ...stacks.flatMap((stack) => chosenIds.map((id) => `${environment.prefix}${groupIdOf(stack, id)}`)),
      ...history.ids,
    ];
    const id = ids[which % ids.length] ?? assert.fail();
    if (environment.group(id) === undefined) this.#create(id, type, mallory);
  }

  #create(id: string, type: Type, ownerAccount: string): void {
    this.environment.app.create({ groupId: id, type, name: "theirs", ownerAccount });
    this.history.recordCreate(this.environment.group(id) ?? assert.fail(), undefined);
  }

  #attack(group: Group, attack: Attack): void {
    const text = this.#attackText(group, attack);
    if (text === undefined && attack.how !== "wipe") return;
    this.environment.tally.add(
      "a mark is wiped",
      text === undefined && this.environment.marks.has(group.attribute ?? ""),
    );
    this.environment.app.setAttributes(group.id, text === undefined ? {} : { pulumi: text });
    this.history.of(group).isTampered = true;
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
        const testStack = attack.names === "nobody" ? undefined : this.stacks[attack.names];
        const i = testStack?.pinned ?? testStack?.snapshot.identity ?? "somebody";
        const claim = { v: 2, i, s: this.stacks.A.names, n: "n0", c: group.createdAt };
        return JSON.stringify({ ...claim, h: "AAAAAAAAAAAAAAAAAAAAAA" });
      }
      case "replay": {
        const marks = [...this.environment.marks.keys()];
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
