import type { ChildInputs } from "../groupChild/parentGroup";
import type { DeclaredMember } from "../member/types";

/** A member of the list in the state. */
export interface ListedMember extends DeclaredMember {
  /** Found by a refresh but not declared: an `up` removes it, a destroy does not. */
  readonly undeclared?: true;
}

/** The inputs of the members of a group after `check`. */
export interface GroupMembersInputs extends ChildInputs {
  readonly members: readonly ListedMember[];
}
