import type { DisbandGuards, GroupType } from "./types";

/** Every name of a type, and the type that it names. The newer names are equal to the older ones (doc 33529). */
export const typeNames: Readonly<Record<string, GroupType>> = {
  Private: "Private",
  Work: "Private",
  Public: "Public",
  ChatRoom: "ChatRoom",
  Meeting: "ChatRoom",
  AVChatRoom: "AVChatRoom",
  Community: "Community",
};

/** Byte limits of UTF-8 text (docs 34895, 34962). The client headers of 2026 print larger ones for some: the smaller are safe. */
export const textLimits = {
  name: { least: 1, most: 30 },
  introduction: { least: 0, most: 240 },
  notification: { least: 0, most: 300 },
  faceUrl: { least: 0, most: 100 },
  ownerAccount: { least: 1, most: 32 },
} as const;

export const groupTypes = ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"] as const;
export const applyJoinOptions = ["FreeAccess", "NeedPermission", "DisableApply"] as const;
export const inviteJoinOptions = ["FreeAccess", "NeedPermission", "DisableInvite"] as const;
export const adoptPolicies = ["ifOwned", "never", "always"] as const;

/** The largest community (doc 34381). Smaller caps depend on the plan; there the service's own answer says so. */
export const maxMembers = 100_000;

/** Custom fields (docs 33529, 34419). They are declared in the console. */
export const customFieldLimits = { count: 10, keyBytes: 16, valueBytes: 512 } as const;

type RestrictedField = "applyJoinOption" | "inviteJoinOption" | "maxMemberCount" | "supportTopic";

const needsCommunity = "only a Community carries topics: leave it out";
const joinsFreely = "joining this type is always free: leave it out";

/**
 * What a type has no use for, and why. Where sources differ (`inviteJoinOption` of a Community: the client headers say
 * it cannot be changed, the web SDK's pages say it can) the strict reading is taken, so that no group is made that
 * differs from its program for ever.
 */
export const unsupportedByType: Readonly<Record<GroupType, Partial<Record<RestrictedField, string>>>> = {
  Private: { supportTopic: needsCommunity },
  Public: { supportTopic: needsCommunity },
  ChatRoom: { supportTopic: needsCommunity },
  AVChatRoom: {
    applyJoinOption: joinsFreely,
    inviteJoinOption: "members are never invited to this type: leave it out",
    maxMemberCount: "this type has no member limit, and the service ignores one: leave it out",
    supportTopic: needsCommunity,
  },
  Community: {
    applyJoinOption: joinsFreely,
    inviteJoinOption: "this type does not let it be changed: leave it out",
  },
};

/**
 * Guards that a group gives nothing to go by, and why: there they would hold whatever goes on. Live rooms store neither
 * members nor messages (doc 33529), and no page says whether their last message is timed. Whether the messages of topics
 * count for their community is not documented either.
 */
export const unsupportedGuards: Readonly<
  Partial<Record<GroupType | "CommunityWithTopics", Partial<Record<keyof DisbandGuards, string>>>>
> = {
  AVChatRoom: {
    membersAtMost: "the service does not store the members of an AVChatRoom, and would always tell 0",
    idleFor: "the service does not store the messages of an AVChatRoom, and may not tell when the last one came",
    emptyOfMessages: "the service does not store the messages of an AVChatRoom, and would always tell none",
  },
  CommunityWithTopics: {
    idleFor: "the messages of a community with topics are in the topics, which this does not see",
    emptyOfMessages: "the messages of a community with topics are in the topics, which this does not see",
  },
};

/** Custom group ids (docs 33529, 34381). `reason` tells what is wrong; undefined: nothing. */
export function groupIdProblem(groupId: string, type: GroupType | undefined): string | undefined {
  if (!/^[\x20-\x7e]{1,48}$/.test(groupId)) return "must be 1 to 48 bytes of printable ASCII";
  if (groupId.includes("@TOPIC#")) return "must not contain @TOPIC#, which topics have in theirs";
  const reserved = groupId.startsWith("@TGS#");
  const community = /^@TGS#_./.test(groupId);
  if (type === "Community" && !community)
    return "must start with @TGS#_ and go on, as the service demands of communities";
  if (type !== undefined && type !== "Community" && reserved)
    return "must not start with @TGS#, which the service keeps for its own ids";
  if (type === undefined && reserved && !community)
    return "must not start with @TGS# (a Community's starts with @TGS#_)";
  return undefined;
}
