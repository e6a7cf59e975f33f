import type { ChildInputs } from "../groupChild/parentGroup";

/** Decimal texts of 64-bit integers: JSON numbers would lose digits. */
export type Counters = Readonly<Record<string, string>>;

/** The inputs of the counters of a group after `check`. */
export interface CountersInputs extends ChildInputs {
  /** Set where they do not exist yet, and left to count from then on. */
  readonly initial?: Counters;
  /** Kept at this value. */
  readonly fixed?: Counters;
}
