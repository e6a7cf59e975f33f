import assert from "node:assert/strict";
import type { Kind } from "./kinds";
import { type Run, slotsOf } from "./operations";
import { type Entry, type Held, nothing, type Place, type Plan, planDestroy, planRefresh, planUp } from "./rules";
import { type Declaration, type PlaceName, placeNames, type Slot, type Stack, stacks, type Value } from "./terms";

type State = ReadonlyMap<PlaceName, Entry>;

/** The two groups and the states of both stacks, as they should be after each step. */
export class PartModel {
  readonly places = new Map<PlaceName, Place>();
  /** Parts that a state once had and has lost: they may be left behind. */
  readonly #forgotten = new Set<string>();
  readonly #states = new Map<Stack, State>();
  readonly #backups = new Map<Stack, State>();
  /** What the programs said of a part, oldest first. */
  readonly #programs = new Map<string, readonly Declaration[]>();
  #born = 0;

  constructor(readonly kind: Kind) {
    this.#make("own", stacks[0]);
    this.#make("theirs", undefined);
  }

  state(stack: Stack): State {
    return this.#states.get(stack) ?? new Map();
  }

  /** What the program said last, or before its last change. */
  program(stack: Stack, place: PlaceName, which: "last" | "former"): Declaration | undefined {
    return this.#programs.get(`${stack} ${place}`)?.at(which === "last" ? -1 : -2);
  }

  slots(place: PlaceName): Place["slots"] {
    return this.places.get(place)?.slots ?? new Map();
  }

  declare(stack: Stack, place: PlaceName, declared: Declaration): void {
    const key = `${stack} ${place}`;
    const before = this.#programs.get(key) ?? [];
    if (before.at(-1) !== declared) this.#programs.set(key, [...before, declared]);
  }

  plan(operation: Run & { readonly do: string }, declared: Declaration | undefined): Plan {
    const { rules } = this.kind;
    const place = this.places.get(operation.place);
    const entry = this.state(operation.stack).get(operation.place);
    if (operation.credentials === "other") return nothing("refused", place, entry);
    if (declared !== undefined) {
      const plan = planUp(rules, operation.stack, place, entry, declared);
      this.#mustBeAllowed(operation.stack, place, entry, declared, plan);
      return plan;
    }
    if (entry === undefined) return nothing("done", place, entry);
    return operation.do === "refresh" ? planRefresh(rules, place, entry) : planDestroy(rules, place, entry);
  }

  /** What came of it: each slot as it was before or as planned, where it stopped half-way. */
  settle(stack: Stack, name: PlaceName, slots: Place["slots"], entry: Entry | undefined): void {
    const place = this.places.get(name);
    if (place !== undefined) this.places.set(name, { ...place, slots });
    const state = new Map(this.state(stack));
    if (entry === undefined) state.delete(name);
    else state.set(name, entry);
    this.#states.set(stack, state);
  }

  put(name: PlaceName, slot: Slot, value: Value): void {
    const before = this.places.get(name)?.slots.get(slot);
    // Where a part lets go of what others have changed, that is theirs from then on.
    const by = this.kind.rules.removes === "unchanged" ? "stranger" : (before?.by ?? "stranger");
    this.#edit(name, (slots) => slots.set(slot, { value, by }));
  }

  take(name: PlaceName, slot: Slot): void {
    this.#edit(name, (slots) => slots.delete(slot));
  }

  disband(name: PlaceName): void {
    this.places.delete(name);
  }

  recreate(name: PlaceName): void {
    this.#make(name, undefined);
  }

  unmark(name: PlaceName): void {
    const place = this.places.get(name);
    if (place !== undefined) this.places.set(name, { ...place, owner: undefined });
  }

  replaceState(stack: Stack, state: State): void {
    for (const place of placeNames) this.#forgotten.add(`${stack} ${place} ${this.places.get(place)?.born}`);
    this.#states.set(stack, state);
  }

  backUp(stack: Stack): void {
    this.#backups.set(stack, this.state(stack));
  }

  restore(stack: Stack): void {
    this.replaceState(stack, this.#backups.get(stack) ?? new Map());
  }

  /** When everything was destroyed, what a stack has put somewhere is gone, unless its state was lost meanwhile. */
  assertNothingLeft(): void {
    for (const [name, { born, slots }] of this.places) {
      for (const [slot, { by }] of slots) {
        assert.ok(
          by === "stranger" || this.#forgotten.has(`${by} ${name} ${born}`),
          `${slot} of ${by} is left in ${name}`,
        );
      }
    }
  }

  #make(name: PlaceName, owner: Stack | undefined): void {
    this.#born += 1;
    this.places.set(name, { born: this.#born, owner, slots: new Map() });
  }

  #edit(name: PlaceName, change: (slots: Map<Slot, Held>) => unknown): void {
    const place = this.places.get(name);
    if (place === undefined) return;
    const slots = new Map(place.slots);
    change(slots);
    this.places.set(name, { ...place, slots });
  }

  /** The rules must never lead a stack to what is another's: a second look at them, from the other side. */
  #mustBeAllowed(
    stack: Stack,
    place: Place | undefined,
    entry: Entry | undefined,
    { adopt }: Declaration,
    { slots }: Plan,
  ): void {
    const mine = slotsOf(this.kind, stack);
    for (const [slot, held] of place?.slots ?? []) {
      const now = slots.get(slot);
      if (now?.value === held.value) continue;
      assert.ok(mine.includes(slot), `the rules let ${stack} change ${slot}, which its program never names`);
      const known = entry?.known.has(slot) || entry?.missed.has(slot) || (entry && this.kind.rules.exclusive);
      const allowed = held.by === stack || known || adopt === "always" || (adopt === "owned" && place?.owner === stack);
      assert.ok(allowed, `the rules let ${stack} change ${slot} of ${held.by}`);
    }
  }
}
