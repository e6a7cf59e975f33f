import { isUnknown } from "../../validation/schema";
import type { ChildInputs } from "../groupChild/parentGroup";
import type { DeclaredMember, MemberProfile } from "../member/types";

/** A member of the map in inputs and state, without its UserID. */
interface MemberEntry extends MemberProfile {
  /** Found by a refresh but not declared: an `up` removes it, a destroy does not. */
  readonly undeclared?: true;
}

/** Members by UserID, so that the engine compares each with itself, and not with the one at its position. */
export type MembersByUser = Readonly<Record<string, MemberEntry>>;

/** The inputs of the members of a group after `check`. */
export interface GroupMembersInputs extends ChildInputs {
  readonly members: MembersByUser;
}

export interface ListedMember extends DeclaredMember, MemberEntry {}

/** Returns the members as a list; the UserID of a member that a preview does not know yet is the unknown value. */
export function listOf(members: MembersByUser): readonly ListedMember[] {
  return Object.entries(members).map(([userId, member]) => (isUnknown(member) ? { userId } : { userId, ...member }));
}

/** Returns a list of members by UserID. The engine sorts the keys when it shows them. */
export function byUser(members: readonly ListedMember[]): MembersByUser {
  return Object.fromEntries(members.map(({ userId, ...member }) => [userId, member]));
}
