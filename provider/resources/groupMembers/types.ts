import type { ChildInputs } from "../groupChild/parentGroup";
import type { DeclaredMember } from "../member/types";

/** A member of the list, as the state has it. */
export interface ListedMember extends DeclaredMember {
  /** A refresh found it, and the program does not name it: an `up` removes it, a destroy does not. */
  readonly undeclared?: true;
}

/** The inputs of the members of a group after `check`. */
export interface GroupMembersInputs extends ChildInputs {
  readonly members: readonly ListedMember[];
}
