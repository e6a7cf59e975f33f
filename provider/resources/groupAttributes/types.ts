import type { ChildInputs } from "../groupChild/parentGroup";

export type Attributes = Readonly<Record<string, string>>;

/** The inputs of the attributes of a group after `check`. */
export interface AttributesInputs extends ChildInputs {
  readonly attributes: Attributes;
  /** Default true: the program manages all attributes of the group except the owner mark. */
  readonly exclusive?: boolean;
  /** Keys that a refresh found and the program does not declare: an `up` removes them. */
  readonly undeclared?: readonly string[];
}
