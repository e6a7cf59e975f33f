import type { ChildInputs } from "../groupChild/parentGroup";

/** Decimal texts of 64-bit integers: JSON numbers would lose digits. */
export type Counters = Readonly<Record<string, string>>;

/** The inputs of the counters of a group after `check`. */
export interface CountersInputs extends ChildInputs {
  /** Set once if they do not exist yet, and never changed afterwards. */
  readonly initial?: Counters;
  /** Always kept at this value. */
  readonly fixed?: Counters;
}
