/** What the schema calls things that have no exported name, or whose name in TypeScript does not fit other languages. */

export const packageName = "tencent-chat";

/** @param {string} name of a resource, a function or a type */
export function token(name) {
  return `${packageName}:index:${name}`;
}

/** The names of types that are written out where they are used. */
export const unnamedTypes = new Map([
  ['"Unknown" | "Female" | "Male"', "Gender"],
  ['"None" | "SendOut"', "AdminForbidType"],
  ['"Admin" | "Member"', "AssignableRole"],
  ['"Owner" | "Admin" | "Member" | "NotMember"', "MembershipRole"],
  ["{ userId: string; code: number; info: string }", "FailedProfile"],
]);

/** Interfaces whose name without `Args` is another type's. */
export const otherNames = new Map([["ListedMemberArgs", "Member"]]);

/**
 * Types that the schema has in a simpler form. The provider accepts what the SDK sends in any case: a bigint arrives as a text,
 * and an SDKAppID from the config as well.
 */
export const simplerTypes = new Map([
  ["bigint | number | string", "string"],
  ["number | string", "number"],
]);

/**
 * Numbers that are always whole and below 2^31. Other whole numbers stay numbers: the integers of Java and C# have 32 bits,
 * which Unix times exceed in 2038.
 */
export const integers = new Set([
  "appId",
  "birthday",
  "callsPerSecond",
  "code",
  "count",
  "deadlineSeconds",
  "maxMemberCount",
  "memberCount",
  "membersAtMost",
  "sdkAppId",
]);

/**
 * The property that holds a result that is no object of named values. The engine's protocol has only objects as results, and
 * the SDKs of some languages return nothing else.
 */
export const resultProperties = new Map([
  ["checkAccounts", "imported"],
  ["getBannedMembers", "members"],
  ["getGroupAttributes", "attributes"],
  ["getGroupCounters", "counters"],
  ["getGroupMembers", "members"],
  ["getJoinedGroups", "groups"],
  ["getMutedMembers", "members"],
  ["getOnlineMemberCount", "count"],
  ["getOnlineMembers", "members"],
  ["getRoles", "roles"],
  ["getTopics", "topics"],
  ["listGroups", "groupIds"],
]);
