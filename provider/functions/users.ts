import type { Profile, ProfileTag } from "../../chat";
import { oneOf, utf8 } from "../validation/schema";
import { define } from "./definition";
import { uniqueList, userId } from "./schema";

/** The arguments of `checkAccounts`. */
export interface CheckAccountsArgs {
  /** The UserIDs, each 1 to 32 bytes. Any number: they are read 100 per call. */
  readonly userIds: readonly string[];
}

/** A field of a profile that can be read. */
export type ProfileField = Exclude<keyof Profile, "custom">;

/** The arguments of `getProfiles`. */
export interface GetProfilesArgs {
  /** The UserIDs, each 1 to 32 bytes. Any number: they are read 100 per call. */
  readonly userIds: readonly string[];
  /** What to read of each profile. Default: everything but custom fields. */
  readonly fields?: readonly ProfileField[] | undefined;
  /** The keys of the custom profile fields to read, 1 to 8 letters each, as declared in the console. Default: none. */
  readonly customKeys?: readonly string[] | undefined;
}

/** The profile of a user; fields without a value are absent. */
export interface UserProfile extends Omit<Profile, "custom"> {
  /** The requested custom fields that have a value, by key; a 64-bit integer that a number cannot hold is a text. */
  readonly customFields: Readonly<Record<string, string | number>>;
}

/** The result of `getProfiles`. */
export interface FoundProfiles {
  /** The profiles, by UserID. */
  readonly profiles: Readonly<Record<string, UserProfile>>;
  /** The users whose profile the service does not return, with its code and message: mostly users who are not imported. */
  readonly failed: readonly { readonly userId: string; readonly code: number; readonly info: string }[];
}

const fields = [
  "nick",
  "faceUrl",
  "gender",
  "birthday",
  "location",
  "selfSignature",
  "allowType",
  "language",
  "level",
  "role",
  "adminForbidType",
] as const satisfies readonly ProfileField[];

export const checkAccounts = define<CheckAccountsArgs, Readonly<Record<string, boolean>>>({
  schema: { userIds: uniqueList(userId, "UserIDs") },
  describe: ({ userIds }) => `whether ${userIds.length} accounts are imported`,
  run: ({ userIds }, { client, call }) => client.accounts.check([...new Set(userIds)], call),
});

export const getProfiles = define<GetProfilesArgs, FoundProfiles>({
  schema: {
    userIds: uniqueList(userId, "UserIDs"),
    fields: uniqueList(oneOf(fields), "fields of a profile").optional(),
    customKeys: uniqueList(utf8(1, 8), "custom profile keys").optional(),
  },
  describe: ({ userIds }) => `the profiles of ${userIds.length} users`,
  async run({ userIds, fields: requested = fields, customKeys = [] }, { client, call }) {
    const tags: ProfileTag[] = [...requested, ...customKeys.map((key) => `Tag_Profile_Custom_${key}` as const)];
    const { profiles, failed } = await client.profiles.get([...new Set(userIds)], tags, call);
    const byUser = profiles.map(({ userId, ...profile }) => [userId, withoutBigints(profile)] as const);
    return { profiles: Object.fromEntries(byUser), failed };
  },
});

/** Converts bigints to text: an output cannot hold them. */
function withoutBigints({ custom, ...standard }: Profile): UserProfile {
  const customFields = Object.entries(custom).map(([key, value]) => [
    key,
    typeof value === "bigint" ? String(value) : value,
  ]);
  return { ...standard, customFields: Object.fromEntries(customFields) };
}
