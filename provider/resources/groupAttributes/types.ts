import type { ChildInputs } from "../groupChild/parentGroup";

export type Attributes = Readonly<Record<string, string>>;

/** The inputs of the attributes of a group after `check`. */
export interface AttributesInputs extends ChildInputs {
  readonly attributes: Attributes;
  /** Default true: all attributes of the group but its owner mark are the program's. */
  readonly exclusive?: boolean;
  /** A refresh found these keys, and the program does not name them: an `up` removes them. */
  readonly undeclared?: readonly string[];
}
