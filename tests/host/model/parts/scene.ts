import { emptySnapshot } from "../engine/snapshot";
import { applied, tidy } from "./edits";
import type { Family } from "./kinds";
import { Ledger } from "./ledger";
import type { Operation, Sequence } from "./operations";
import { Places } from "./places";
import { quiet, Side } from "./side";
import { type Stack, stacks } from "./terms";
import type { World } from "./world";

type Run = Extract<Operation, { readonly do: "up" | "destroy" | "refresh" }>;
type OfState = Exclude<Extract<Operation, { readonly stack: Stack }>, Run>;
type OfGroup = Exclude<Operation, { readonly stack: Stack }>;

/** One sequence: both stacks, and strangers, with parts of one family. */
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
    if (!("stack" in operation)) this.#others(operation);
    else if (operation.do === "up" || operation.do === "destroy" || operation.do === "refresh")
      await this.#engine(operation);
    else this.#state(operation);
  }

  /** Every program once more, and then nothing of the stacks may be left that nobody was told of. */
  async end(): Promise<void> {
    for (const stack of stacks) await this.sides[stack].up(quiet);
    for (const stack of stacks) await this.sides[stack].destroy(quiet);
    for (const stack of stacks) {
      const { snapshot } = this.sides[stack];
      this.ledger.assertKept(stack, snapshot, { isKilled: false, checkpoints: true, last: new Set(), left: [] });
    }
  }

  async #engine(operation: Run): Promise<void> {
    const side = this.sides[operation.stack];
    if (operation.do === "refresh") return side.refresh(operation.app);
    if (operation.do === "destroy") return side.destroy(operation.run, operation.app);
    side.items = applied(side.items, operation.edits, operation.stack);
    return side.up(operation.run);
  }

  #state({ do: what, stack }: OfState): void {
    const side = this.sides[stack];
    if (what === "backUp") side.backup = side.snapshot;
    else side.replaceSnapshot(what === "restore" ? side.backup : emptySnapshot);
  }

  /** What strangers do. */
  #others(operation: OfGroup): void {
    const { places, ledger } = this;
    const { do: what, place } = operation;
    if (what === "recreate") {
      places.disband(place);
      places.create(place);
      return;
    }
    if (places.born(place) === undefined) return;
    if (what === "take") {
      if (places.slots(place).has(operation.slot)) places.take(place, operation.slot);
    } else if (what === "put") {
      const by = ledger.by(place, operation.slot);
      const isThere = places.slots(place).has(operation.slot);
      places.put(place, operation.slot, operation.value);
      // Where a part lets go of what others have changed, that is theirs from then on.
      const isOthers = this.family.name === "mutes" || this.family.name === "bans";
      if (!isThere || isOthers || by === undefined) ledger.put(place, operation.slot, "stranger");
    } else places[what](place);
  }
}
