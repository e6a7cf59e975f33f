import type { GroupRecord } from "../inventory/groupRecord";
import type { UnreadableGroup } from "../inventory/inventory";
import type { SweepProof } from "./claim";

/** A group that a sweep found, and what proves that it belongs to the target. */
export type SweptGroup = GroupRecord & { readonly proof: SweepProof };

/** A group that names or resembles the target, without proof. */
export type UnprovenGroup = GroupRecord & {
  readonly why: string;
  /** The identity and stack in its mark. */
  readonly identity?: string;
  readonly stack?: string;
};

export interface Findings {
  /** The disbanded groups; in a dry run, those that would be disbanded. */
  readonly swept: SweptGroup[];
  /** Groups of the target that could not be disbanded. */
  readonly failed: LeftGroup[];
  /** Left alone: nothing proves that they belong to the target. */
  readonly unproven: UnprovenGroup[];
  /** Left alone, since their marks say so. */
  readonly persistent: GroupRecord[];
  /** Left alone: they could not be read, so their owner is unknown. */
  readonly unreadable: UnreadableGroup[];
  /** Of the groups that the target names, those that do not exist. */
  readonly gone: string[];
}

export interface SweepReport extends Readonly<Findings> {
  /** How many groups of the app were checked. */
  readonly looked: number;
  /** Whether an interruption or too many failures stopped it, so that there may be more. */
  readonly stopped: boolean;
  readonly seconds: number;
}

/** A group that still exists, and why. */
export interface LeftGroup {
  readonly groupId: string;
  readonly why: string;
}

export function emptyFindings(): Findings {
  return { swept: [], failed: [], unproven: [], persistent: [], unreadable: [], gone: [] };
}
