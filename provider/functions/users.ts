import type { Profile, ProfileTag } from "../../chat";
import { oneOf, utf8 } from "../validation/schema";
import { define } from "./definition";
import { uniqueList, userId } from "./schema";

/** The arguments of `checkAccounts`. */
export interface CheckAccountsArgs {
  /** The UserIDs, each 1 to 32 bytes. Any number: they are asked for 100 a call. */
  readonly userIds: readonly string[];
}

/** A field of a profile that can be asked for. */
export type ProfileField = Exclude<keyof Profile, "custom">;

/** The arguments of `getProfiles`. */
export interface GetProfilesArgs {
  /** The UserIDs, each 1 to 32 bytes. Any number: they are asked for 100 a call. */
  readonly userIds: readonly string[];
  /** What to read of each profile. Default: everything but custom fields. */
  readonly fields?: readonly ProfileField[] | undefined;
  /** Which custom profile fields to read, by the keys of 1 to 8 letters that are declared in the console. Default: none. */
  readonly customKeys?: readonly string[] | undefined;
}

/** The profile of a user; what the service has no value for is absent. */
export interface UserProfile extends Omit<Profile, "custom"> {
  /** The custom fields asked for that have a value, by key; an integer of 64 bits that a number cannot hold is a text. */
  readonly customFields: Readonly<Record<string, string | number>>;
}

/** The result of `getProfiles`. */
export interface FoundProfiles {
  /** The profiles, by UserID. */
  readonly profiles: Readonly<Record<string, UserProfile>>;
  /** Whose profile the service does not give, with its code and words: mostly users who are not imported. */
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
  shape: { userIds: uniqueList(userId, "UserIDs") },
  describe: ({ userIds }) => `whether ${userIds.length} accounts are imported`,
  run: ({ userIds }, { client, call }) => client.accounts.check([...new Set(userIds)], call),
});

export const getProfiles = define<GetProfilesArgs, FoundProfiles>({
  shape: {
    userIds: uniqueList(userId, "UserIDs"),
    fields: uniqueList(oneOf(fields), "fields of a profile").optional(),
    customKeys: uniqueList(utf8(1, 8), "custom profile keys").optional(),
  },
  describe: ({ userIds }) => `the profiles of ${userIds.length} users`,
  async run({ userIds, fields: wanted = fields, customKeys = [] }, { client, call }) {
    const tags: ProfileTag[] = [...wanted, ...customKeys.map((key) => `Tag_Profile_Custom_${key}` as const)];
    const { profiles, failed } = await client.profiles.get([...new Set(userIds)], tags, call);
    const byUser = profiles.map(({ userId, ...profile }) => [userId, withoutBigints(profile)] as const);
    return { profiles: Object.fromEntries(byUser), failed };
  },
});

/** An output cannot hold a bigint. */
function withoutBigints({ custom, ...standard }: Profile): UserProfile {
  const customFields = Object.entries(custom).map(([key, value]) => [
    key,
    typeof value === "bigint" ? String(value) : value,
  ]);
  return { ...standard, customFields: Object.fromEntries(customFields) };
}
