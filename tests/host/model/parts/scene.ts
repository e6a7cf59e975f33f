import { isDeepStrictEqual } from "node:util";
import { emptySnapshot } from "../engine/snapshot";
import { applied, type Edit, tidy } from "./edits";
import type { Family } from "./kinds";
import { Ledger } from "./ledger";
import type { Operation, Sequence } from "./operations";
import { Places } from "./places";
import { quiet, Side } from "./side";
import { type PlaceName, type Situation, type Stack, stacks } from "./terms";
import type { World } from "./world";

type Run = Extract<Operation, { readonly do: "up" | "destroy" | "refresh" }>;
type OfState = Exclude<Extract<Operation, { readonly stack: Stack }>, Run>;
type OfGroup = Extract<Operation, { readonly place: PlaceName }>;

/** One sequence: both stacks, and foreign clients, with child resources of one family. */
export class Scene {
  readonly places: Places;
  readonly ledger: Ledger;
  readonly sides: Readonly<Record<Stack, Side>>;

  constructor(
    readonly world: World,
    readonly family: Family,
    { programs, hasField, isPinned }: Sequence,
  ) {
    const prefix = world.reset();
    this.places = new Places(world, family, prefix);
    this.ledger = new Ledger(this.places);
    const side = (stack: Stack) => {
      const room = stack === "A" ? ({ name: "room", isInComponent: false } as const) : undefined;
      const items = tidy({ room, parts: programs[stack] }, stack);
      return new Side(stack, world, this.places, this.ledger, items, hasField, isPinned);
    };
    this.sides = { A: side("A"), B: side("B") };
    this.places.create("theirs");
  }

  async run(operation: Operation): Promise<void> {
    this.world.tick();
    if (operation.do === "rotateKey") this.world.rotateKey();
    else if (!("stack" in operation)) this.#others(operation);
    else if (operation.do === "up" || operation.do === "destroy" || operation.do === "refresh")
      await this.#engine(operation);
    else this.#state(operation);
  }

  /** Runs every program once more, and destroys it. Nothing of the stacks may be left that was not reported. */
  async end(): Promise<void> {
    for (const stack of stacks) await this.sides[stack].up(quiet);
    for (const stack of stacks) await this.sides[stack].destroy(quiet, true);
    for (const stack of stacks) {
      const { snapshot } = this.sides[stack];
      this.ledger.assertKept(stack, snapshot, { isKilled: false, checkpoints: true, last: new Set(), left: [] });
    }
  }

  async #engine(operation: Run): Promise<void> {
    const side = this.sides[operation.stack];
    if (operation.do === "refresh") return side.refresh(operation.app);
    if (operation.do === "destroy") return side.destroy(operation.run, operation.excludeProtected, operation.app);
    for (const edit of operation.edits) this.#edit(side, edit);
    return side.up(operation.run);
  }

  #edit(side: Side, edit: Edit): void {
    const items = applied(side.items, [edit], side.stack);
    const situation = situationOf(edit);
    if (situation !== undefined) this.world.tally.add(situation, !isDeepStrictEqual(items, side.items));
    side.items = items;
  }

  #state({ do: what, stack }: OfState): void {
    const side = this.sides[stack];
    if (what === "backUp") side.backup = side.snapshot;
    else side.replaceSnapshot(what === "restore" ? side.backup : emptySnapshot);
  }

  /** Changes by foreign clients. */
  #others(operation: OfGroup): void {
    const { places, ledger } = this;
    const { do: what, place } = operation;
    if (what === "recreate") {
      places.disband(place);
      places.create(place);
      return;
    }
    if (places.born(place) === undefined) return;
    this.world.tally.add("a mark is wiped", what === "unmark" && places.hasMark(place));
    this.world.tally.add("another owner marks the group", what === "claim");
    if (what === "take") {
      if (places.slots(place).has(operation.slot)) places.take(place, operation.slot);
    } else if (what === "put") {
      const by = ledger.by(place, operation.slot);
      const isThere = places.slots(place).has(operation.slot);
      places.put(place, operation.slot, operation.value);
      // Slots that others have changed are foreign once a resource drops them.
      const isOthers = this.family.name === "mutes" || this.family.name === "bans";
      if (!isThere || isOthers || by === undefined) ledger.put(place, operation.slot, "stranger");
    } else places[what](place);
  }
}

function situationOf(edit: Edit): Situation | undefined {
  switch (edit.do) {
    case "rename":
      return `a rename with${edit.hasAlias ? "" : "out"} an alias`;
    case "hand":
      return "a key or a user moves to another resource";
    case "shift":
      return "entries of a list shift";
    case "swap":
      return "two are swapped";
    case "unite":
      return "many are merged into one";
    case "split":
      return "one is split into many";
    case "reverse":
      return "a different order";
    case "room":
      return "the group gets another resource, or none";
    default:
      return undefined;
  }
}
