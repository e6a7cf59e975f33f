import assert from "node:assert/strict";
import type { Resource, Snapshot } from "../engine/snapshot";
import { placeOf } from "./declarations";
import { entryOf } from "./entry";
import { kindOf } from "./kinds";
import type { Places } from "./places";
import { type PlaceName, placeNames, type Slot, type Stack } from "./terms";

/** The true history of a slot's content. */
interface Truth {
  /** The stacks that wrote it, or adopted it because their program says so. */
  by: Stack | "stranger";
  /** No state knows it, for a reason that was reported or is unavoidable. */
  isExcused: boolean;
}

/** How a run ended, as far as it matters for what a state may have forgotten. */
export interface Ending {
  readonly isKilled: boolean;
  readonly checkpoints: boolean;
  /** The slots of the last step of the run. */
  readonly last: ReadonlySet<string>;
  /** Removed from the state without a call to the provider. */
  readonly left: readonly Resource[];
}

/** Who has written which slot. */
export class Ledger {
  readonly #truths = new Map<string, Truth>();

  constructor(private readonly places: Places) {}

  by(place: PlaceName, slot: Slot): Truth["by"] | undefined {
    return this.#truths.get(this.keyOf(place, slot))?.by;
  }

  put(place: PlaceName, slot: Slot, by: Truth["by"]): void {
    this.#truths.set(this.keyOf(place, slot), { by, isExcused: false });
  }

  /** The message said that it stays. */
  excuse(place: PlaceName, slot: Slot): void {
    const truth = this.#truths.get(this.keyOf(place, slot));
    if (truth !== undefined) truth.isExcused = true;
  }

  /** A state never forgets the slots that its stack has written, unless nobody could write it down, or they are left. */
  assertKept(stack: Stack, snapshot: Snapshot, { isKilled, checkpoints, last, left }: Ending): void {
    for (const place of placeNames) {
      for (const slot of this.places.slots(place).keys()) {
        const truth = this.#truths.get(this.keyOf(place, slot));
        if (truth?.by !== stack) continue;
        if (this.#knows(snapshot.resources, place, slot)) {
          truth.isExcused = false;
          continue;
        }
        const isLeft = this.#knows(left, place, slot);
        const isUnsaved = isKilled && (!checkpoints || last.has(this.keyOf(place, slot)));
        assert.ok(truth.isExcused || isLeft || isUnsaved, `the state of ${stack} forgets ${slot} in ${place}`);
        truth.isExcused = true;
      }
    }
  }

  keyOf(place: PlaceName, slot: Slot): string {
    return `${place} ${this.places.born(place)} ${slot}`;
  }

  #knows(resources: readonly Resource[], place: PlaceName, slot: Slot): boolean {
    return resources.some((resource) => {
      const kind = kindOf(resource.kind, resource.outputs);
      if (kind === undefined || placeOf(resource.outputs) !== place || resource.isPendingReplacement) return false;
      const { born, known, missed } = entryOf(kind, resource.outputs, false);
      return born === this.places.born(place) && (known.has(slot) || missed.has(slot));
    });
  }
}
