import type { GroupInfo, MemberChanges, MemberInfo } from "../../../chat";
import { customFieldChanges, pick } from "../group/drift";
import type { DeclaredMember, MemberProfile, SettableRole } from "./types";

/** What differs from the declared members. */
export interface MembersDiff {
  /** Undeclared members to remove. */
  readonly undeclared: readonly string[];
  readonly missing: readonly string[];
  /** What to change on members, including missing ones. */
  readonly changes: readonly ChangedMember[];
}

export interface ChangedMember {
  readonly userId: string;
  readonly changes: MemberChanges;
}

/** Compares the declared members with the actual ones; undefined if nothing differs. */
export function diffMembers(
  declared: readonly DeclaredMember[],
  before: readonly DeclaredMember[],
  found: ReadonlyMap<string, MemberInfo>,
  group: GroupInfo,
  { exact }: { readonly exact: boolean },
): MembersDiff | undefined {
  const declaredIds = new Set(declared.map(({ userId }) => userId));
  const previous = new Map(before.map((member) => [member.userId, member]));
  const undeclared = exact
    ? [...found.values()].filter((member) => !declaredIds.has(member.userId) && !isOwner(member, group))
    : [];
  const missing = declared.filter(({ userId }) => !found.has(userId));
  const changes = declared.flatMap(({ userId, ...profile }) => {
    const actual = found.get(userId) ?? { userId, customFields: {} };
    const changed = changesOf(profile, previous.get(userId), actual, isOwner(actual, group));
    return changed === undefined ? [] : [{ userId, changes: changed }];
  });
  if (undeclared.length + missing.length + changes.length === 0) return undefined;
  return { undeclared: idsOf(undeclared), missing: idsOf(missing), changes };
}

/** Whether a member is the owner, who belongs to the `Group`: never removed here, and changed only through the group's ownerAccount. */
export function isOwner({ userId, role }: Pick<MemberInfo, "userId" | "role">, group: GroupInfo): boolean {
  return role === "Owner" || userId === group.ownerAccount;
}

/** Returns the declared member with its actual values. Undeclared properties are ignored, except the role, which defaults to `Member`. */
export function observedMember(declared: DeclaredMember, actual: MemberInfo, group: GroupInfo): DeclaredMember {
  const { userId, role, nameCard, customFields } = declared;
  const found = isOwner(actual, group) ? role : roleOf(actual);
  const shownRole = role === undefined && found === "Member" ? undefined : found;
  return {
    userId,
    ...(shownRole !== undefined && { role: shownRole }),
    ...(nameCard !== undefined && { nameCard: actual.nameCard ?? "" }),
    ...(customFields !== undefined && { customFields: pick(actual.customFields, Object.keys(customFields)) }),
  };
}

/** Returns what a program has to declare for a member; custom fields cannot be listed. */
export function discoveredProfile(member: MemberInfo): MemberProfile {
  const role = roleOf(member);
  return { ...(role !== "Member" && { role }), ...(member.nameCard && { nameCard: member.nameCard }) };
}

/** Keeps fields that are no longer declared: a change that stopped half-way may not have cleared them yet. */
export function withRemovedFields<M extends MemberProfile>(profile: M, before: MemberProfile): M {
  const nameCard = profile.nameCard ?? before.nameCard;
  const customFields = { ...before.customFields, ...profile.customFields };
  return {
    ...profile,
    ...(nameCard !== undefined && { nameCard }),
    ...(Object.keys(customFields).length > 0 && { customFields }),
  };
}

/** Returns the keys of custom fields to request: the service returns none unless asked (doc 34948). */
export function customFieldKeysOf(members: readonly MemberProfile[]): readonly string[] {
  return [...new Set(members.flatMap(({ customFields }) => Object.keys(customFields ?? {})))];
}

function changesOf(
  declared: MemberProfile,
  before: MemberProfile | undefined,
  actual: MemberInfo,
  isGroupOwner: boolean,
): MemberChanges | undefined {
  const role = declared.role ?? "Member";
  const nameCard = declared.nameCard ?? (before?.nameCard === undefined ? undefined : "");
  // That an empty value deletes a member's field as well is inferred from the group's (doc 34962).
  const customFields = customFieldChanges(declared.customFields ?? {}, before?.customFields ?? {}, actual.customFields);
  const changes = {
    ...(!isGroupOwner && role !== roleOf(actual) && { role }),
    ...(nameCard !== undefined && nameCard !== (actual.nameCard ?? "") && { nameCard }),
    ...(Object.keys(customFields).length > 0 && { customFields }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}

/** A user who has just joined is a `Member`. */
export function roleOf({ role }: MemberInfo): SettableRole {
  return role === "Admin" ? "Admin" : "Member";
}

function idsOf(members: readonly { readonly userId: string }[]): string[] {
  return members.map(({ userId }) => userId);
}
