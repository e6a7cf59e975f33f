import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import { idBatches } from "../core/batching/idBatches";
import { requireItems } from "../core/batching/items";
import { KeyedBatcher } from "../core/batching/keyedBatcher";
import type { Answer } from "../core/envelope";
import { SchemaError } from "../core/failure";
import { parseWith, readNothing, recordOf } from "../core/schema";

/** doc 34917 */
const MAX_PROFILES = 100;

/** A user's profile; what the service has no value for is absent. Limits are bytes of UTF-8 (doc 34916). */
export interface Profile {
  /** At most 500 bytes. */
  nick?: string;
  /** At most 500 bytes. */
  faceUrl?: string;
  gender?: "Unknown" | "Female" | "Male";
  /** As a number: 19991231. */
  birthday?: number;
  /** At most 16 bytes. */
  location?: string;
  /** At most 500 bytes. */
  selfSignature?: string;
  /** What becomes of a friend request: wait for consent, accepted at once, refused. */
  allowType?: "NeedConfirm" | "AllowAny" | "DenyAny";
  language?: number;
  level?: number;
  role?: number;
  /** "SendOut": the user may not make friend requests. */
  adminForbidType?: "None" | "SendOut";
  /** `Tag_Profile_Custom_<key>` by key: at most 20 keys of 8 letters, declared in the console. */
  custom: Record<string, string | number | bigint>;
}

/** What to change; what is undefined stays as it is. */
export type ProfileChanges = { readonly [F in keyof Profile]?: Profile[F] | undefined };

/** A field of {@link Profile}, or the tag of a custom one. */
export type ProfileTag = Exclude<keyof Profile, "custom"> | `${typeof CUSTOM}${string}`;

/** The profiles found, and what the service says of those that it does not give. */
export interface ProfilesFound {
  readonly profiles: readonly (Profile & { readonly userId: string })[];
  readonly failed: readonly { readonly userId: string; readonly code: number; readonly info: string }[];
}

const CUSTOM = "Tag_Profile_Custom_";

interface Tag {
  readonly tag: string;
  /** What the wire puts before each value. */
  readonly prefix?: string;
}

const tags: Readonly<Record<Exclude<keyof Profile, "custom">, Tag>> = {
  nick: { tag: "Tag_Profile_IM_Nick" },
  faceUrl: { tag: "Tag_Profile_IM_Image" },
  gender: { tag: "Tag_Profile_IM_Gender", prefix: "Gender_Type_" },
  birthday: { tag: "Tag_Profile_IM_BirthDay" },
  location: { tag: "Tag_Profile_IM_Location" },
  selfSignature: { tag: "Tag_Profile_IM_SelfSignature" },
  allowType: { tag: "Tag_Profile_IM_AllowType", prefix: "AllowType_Type_" },
  language: { tag: "Tag_Profile_IM_Language" },
  level: { tag: "Tag_Profile_IM_Level" },
  role: { tag: "Tag_Profile_IM_Role" },
  adminForbidType: { tag: "Tag_Profile_IM_AdminForbidType", prefix: "AdminForbid_Type_" },
};
const byName: ReadonlyMap<string, Tag> = new Map(Object.entries(tags));
const byTag: ReadonlyMap<string, Tag & { name: string }> = new Map(
  [...byName].map(([name, tag]) => [tag.tag, { ...tag, name }]),
);
const STANDARD = Object.keys(tags) as readonly (keyof typeof tags)[];

const valueSchema = z.union([z.string(), z.number(), z.bigint()]);
const foundSchema = z.object({
  UserProfileItem: z.array(
    z.object({
      To_Account: z.string(),
      // A user whose profile is not given has none. Whether an empty one is sent or left out is not documented (doc 34917).
      ProfileItem: z.array(z.object({ Tag: z.string(), Value: valueSchema })).optional(),
      ResultCode: z.int(),
      ResultInfo: z.string().default(""),
    }),
  ),
});
const profileSchema = z.object({
  // A value that this version does not know is no reason to know nothing of the user.
  nick: z.string().optional().catch(undefined),
  faceUrl: z.string().optional().catch(undefined),
  gender: z.enum(["Unknown", "Female", "Male"]).optional().catch(undefined),
  birthday: z.number().optional().catch(undefined),
  location: z.string().optional().catch(undefined),
  selfSignature: z.string().optional().catch(undefined),
  allowType: z.enum(["NeedConfirm", "AllowAny", "DenyAny"]).optional().catch(undefined),
  language: z.number().optional().catch(undefined),
  level: z.number().optional().catch(undefined),
  role: z.number().optional().catch(undefined),
  adminForbidType: z.enum(["None", "SendOut"]).optional().catch(undefined),
});

type WireItem = z.infer<typeof foundSchema>["UserProfileItem"][number];
type WireProfile = WireItem & { readonly ProfileItem: NonNullable<WireItem["ProfileItem"]> };

/** Profiles of users: what is shown of them, and what they allow. */
export class ProfilesApi {
  readonly #caller: ApiCaller;
  readonly #profileBatcher: KeyedBatcher<"", string, (Profile & { readonly userId: string }) | undefined>;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
    this.#profileBatcher = new KeyedBatcher({
      caller,
      api: "portrait_get",
      kind: "read",
      limit: MAX_PROFILES,
      send: async (_key, userIds, options) => {
        const { profiles } = await this.get(userIds, STANDARD, options);
        return (userId) => profiles.find((profile) => profile.userId === userId);
      },
    });
  }

  /**
   * One profile with all its fields, no custom ones (doc 34917); undefined when the service does not give it. Calls made at
   * the same moment share one request of at most 100 users.
   *
   * @example (await client.profiles.find("alice"))?.nick
   */
  find(userId: string, options?: CallOptions): Promise<(Profile & { readonly userId: string }) | undefined> {
    return this.#profileBatcher.submit("", userId, options);
  }

  /**
   * Profiles, 100 a call (doc 34917). A user whose profile is not given does not fail the call: see `failed`.
   *
   * @param fields fields and custom tags; default: all fields, no custom ones
   * @example (await client.profiles.get(["alice"], ["nick", "Tag_Profile_Custom_Team"])).profiles[0]?.custom.Team
   */
  async get(
    userIds: readonly string[],
    fields: readonly ProfileTag[] = STANDARD,
    options?: CallOptions,
  ): Promise<ProfilesFound> {
    const TagList = fields.map((name) => byName.get(name)?.tag ?? name);
    const found: WireItem[] = [];
    for (const To_Account of idBatches(userIds, MAX_PROFILES)) {
      found.push(
        ...(await this.#caller.request(
          "profile/portrait_get",
          { To_Account, TagList },
          (answer) => itemsIn(answer, To_Account),
          options,
        )),
      );
    }
    return {
      profiles: found.filter(hasProfile).map(toProfile),
      failed: found
        .filter(({ ResultCode }) => ResultCode !== 0)
        .map(({ To_Account, ResultCode, ResultInfo }) => ({ userId: To_Account, code: ResultCode, info: ResultInfo })),
    };
  }

  /** Changes what is given of a profile, and leaves the rest (doc 34916). @example await client.profiles.set("alice", { nick: "Alice" }) */
  async set(userId: string, changes: ProfileChanges, options?: CallOptions): Promise<void> {
    const ProfileItem = wireItems(changes);
    if (ProfileItem.length === 0) return;
    await this.#caller.request("profile/portrait_set", { From_Account: userId, ProfileItem }, readNothing, options);
  }
}

function itemsIn(answer: Answer, requestedIds: readonly string[]): readonly WireItem[] {
  const { UserProfileItem } = parseWith(foundSchema, answer);
  const items = requireItems("UserProfileItem", UserProfileItem, ({ To_Account }) => To_Account, requestedIds);
  if (items.some((item) => item.ResultCode === 0 && !hasProfile(item)))
    throw new SchemaError("UserProfileItem: has a user without ProfileItem");
  return items;
}

function hasProfile(item: WireItem): item is WireProfile {
  return item.ResultCode === 0 && item.ProfileItem !== undefined;
}

function toProfile({ To_Account, ProfileItem }: WireProfile): Profile & { userId: string } {
  const fields: Record<string, unknown> = {};
  for (const { Tag, Value } of ProfileItem) {
    const known = byTag.get(Tag);
    if (known === undefined) continue;
    fields[known.name] = typeof Value === "string" ? Value.replace(known.prefix ?? "", "") : Value;
  }
  const custom = ProfileItem.filter(({ Tag }) => Tag.startsWith(CUSTOM));
  const standard = Object.entries(parseWith(profileSchema, fields)).filter(([, value]) => value !== undefined);
  return {
    userId: To_Account,
    ...(Object.fromEntries(standard) as Omit<Profile, "custom">),
    custom: recordOf(custom.map(({ Tag, Value }) => [Tag.slice(CUSTOM.length), Value] as const)),
  };
}

function wireItems({ custom = {}, ...changes }: ProfileChanges): { Tag: string; Value: unknown }[] {
  const standard = Object.entries(changes).flatMap(([name, value]) => {
    const known = byName.get(name);
    if (known === undefined || value === undefined) return [];
    return [{ Tag: known.tag, Value: known.prefix === undefined ? value : `${known.prefix}${value}` }];
  });
  return [...standard, ...Object.entries(custom).map(([key, Value]) => ({ Tag: `${CUSTOM}${key}`, Value }))];
}
