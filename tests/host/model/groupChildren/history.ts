import assert from "node:assert/strict";
import type { Resource, Snapshot } from "../engine/snapshot";
import { type ParentName, parentNames, type Slot, type StackName } from "./constants";
import { parentOf } from "./declarations";
import { kindOf } from "./kinds";
import type { ParentGroups } from "./parentGroups";
import { entryOf } from "./stateEntry";

/** The true history of a slot's content. */
interface SlotRecord {
  /** The stack that wrote it, or adopted it because their program says so. */
  by: StackName | "stranger";
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
  readonly dropped: readonly Resource[];
}

/** Who has written which slot. */
export class SlotHistory {
  readonly #truths = new Map<string, SlotRecord>();

  constructor(private readonly parentGroups: ParentGroups) {}

  writerOf(parentGroup: ParentName, slot: Slot): SlotRecord["by"] | undefined {
    return this.#truths.get(this.keyOf(parentGroup, slot))?.by;
  }

  recordWrite(parentGroup: ParentName, slot: Slot, by: SlotRecord["by"]): void {
    this.#truths.set(this.keyOf(parentGroup, slot), { by, isExcused: false });
  }

  /** A message has said that it stays. */
  excuse(parentGroup: ParentName, slot: Slot): void {
    const record = this.#truths.get(this.keyOf(parentGroup, slot));
    if (record !== undefined) record.isExcused = true;
  }

  /** A state never forgets the slots that its stack has written, unless nobody could write it down, or they are left. */
  assertNothingForgotten(stack: StackName, snapshot: Snapshot, { isKilled, checkpoints, last, dropped }: Ending): void {
    for (const parentGroup of parentNames) {
      for (const slot of this.parentGroups.slots(parentGroup).keys()) {
        const record = this.#truths.get(this.keyOf(parentGroup, slot));
        if (record?.by !== stack) continue;
        if (this.#knows(snapshot.resources, parentGroup, slot)) {
          record.isExcused = false;
          continue;
        }
        const isLeft = this.#knows(dropped, parentGroup, slot);
        const isUnsaved = isKilled && (!checkpoints || last.has(this.keyOf(parentGroup, slot)));
        assert.ok(record.isExcused || isLeft || isUnsaved, `the state of ${stack} forgets ${slot} in ${parentGroup}`);
        record.isExcused = true;
      }
    }
  }

  keyOf(parentGroup: ParentName, slot: Slot): string {
    return `${parentGroup} ${this.parentGroups.createdAt(parentGroup)} ${slot}`;
  }

  #knows(resources: readonly Resource[], parentGroup: ParentName, slot: Slot): boolean {
    return resources.some((resource) => {
      const kind = kindOf(resource.kind, resource.outputs);
      if (kind === undefined || parentOf(resource.outputs) !== parentGroup || resource.isPendingReplacement)
        return false;
      const { groupCreatedAt, known, missed } = entryOf(kind, resource.outputs, false);
      return groupCreatedAt === this.parentGroups.createdAt(parentGroup) && (known.has(slot) || missed.has(slot));
    });
  }
}
