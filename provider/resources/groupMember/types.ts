import type { ChildInputs } from "../groupChild/parentGroup";
import type { DeclaredMember } from "../member/types";

/** The inputs of one member of a group after `check`. */
export interface GroupMemberInputs extends ChildInputs, DeclaredMember {}
