/** The roles that a program can assign; the owner is set on the `Group`. */
export type SettableRole = "Admin" | "Member";

/** The declared properties of a member. */
export interface MemberProfile {
  /** Default `Member`. */
  readonly role?: SettableRole;
  readonly nameCard?: string;
  readonly customFields?: Readonly<Record<string, string>>;
}

/** A declared member of a group. */
export interface DeclaredMember extends MemberProfile {
  readonly userId: string;
}
