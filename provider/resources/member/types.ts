/** What a program can make of a member; the owner is made by the `Group`. */
export type SettableRole = "Admin" | "Member";

/** What a program says of a member. */
export interface MemberProfile {
  /** Default `Member`. */
  readonly role?: SettableRole;
  readonly nameCard?: string;
  readonly customFields?: Readonly<Record<string, string>>;
}

/** A member of a group, as it is declared. */
export interface DeclaredMember extends MemberProfile {
  readonly userId: string;
}
