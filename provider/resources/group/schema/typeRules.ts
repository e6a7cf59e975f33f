import type { DisbandGuards, GroupType } from "./types";

/** Every name of a type, with the older name. Newer and older names are equivalent (doc 33529). */
export const typeNames: Readonly<Record<string, GroupType>> = {
  Private: "Private",
  Work: "Private",
  Public: "Public",
  ChatRoom: "ChatRoom",
  Meeting: "ChatRoom",
  AVChatRoom: "AVChatRoom",
  Community: "Community",
};

/** Byte limits of UTF-8 text (docs 34895, 34962). The client headers of 2026 give larger limits for some; the smaller ones are safe. */
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

/** The largest community (doc 34381). Lower limits depend on the plan; the service's own answer reports those. */
export const maxMembers = 100_000;

/** Custom fields (docs 33529, 34419). They are declared in the console. */
export const customFieldLimits = { count: 10, keyBytes: 16, valueBytes: 512 } as const;

type RestrictedField = "applyJoinOption" | "inviteJoinOption" | "maxMemberCount" | "supportTopic";

/** What the service sets if the program does not, where both can be declared (docs 34895, 48184). */
export const joinDefaults: Readonly<Partial<Record<GroupType, { readonly apply: string; readonly invite: string }>>> = {
  Private: { apply: "DisableApply", invite: "FreeAccess" },
  Public: { apply: "NeedPermission", invite: "DisableInvite" },
  ChatRoom: { apply: "FreeAccess", invite: "DisableInvite" },
};

const needsCommunity = "only a Community carries topics: leave it out";
const joinsFreely = "joining this type is always free: leave it out";

/**
 * The fields that a type does not support, and why. Where sources differ, the strict reading is used, so that no group
 * is created that permanently differs from its declaration. (`inviteJoinOption` of a Community: the client headers say
 * that it cannot be changed, the web SDK's pages say that it can.)
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
  Community: { applyJoinOption: joinsFreely, inviteJoinOption: "it cannot be changed on this type: leave it out" },
};

/**
 * Guards that a type of group cannot support, and why: they would always hold. Live rooms store neither members nor
 * messages (doc 33529); whether the time of their last message is recorded is not documented, nor whether messages in
 * topics count for their community.
 */
export const unsupportedGuards: Readonly<
  Partial<Record<GroupType | "CommunityWithTopics", Partial<Record<keyof DisbandGuards, string>>>>
> = {
  AVChatRoom: {
    membersAtMost: "the service does not store the members of an AVChatRoom, and would always report 0",
    idleFor: "the service does not store the messages of an AVChatRoom, and may not report the last one",
    emptyOfMessages: "the service does not store the messages of an AVChatRoom, and would always report none",
  },
  CommunityWithTopics: {
    idleFor: "the messages of a community with topics are in the topics, which this does not see",
    emptyOfMessages: "the messages of a community with topics are in the topics, which this does not see",
  },
};

/** Returns why a custom group id is invalid; undefined if it is valid (docs 33529, 34381). */
export function groupIdProblem(groupId: string, type: GroupType | undefined): string | undefined {
  if (!/^[\x20-\x7e]{1,48}$/.test(groupId)) return "must be 1 to 48 bytes of printable ASCII";
  if (groupId.includes("@TOPIC#")) return "must not contain @TOPIC#, which is reserved for the ids of topics";
  const reserved = groupId.startsWith("@TGS#");
  const community = /^@TGS#_./.test(groupId);
  if (type === "Community" && !community)
    return "must start with @TGS#_ followed by more characters, as the service requires for communities";
  if (type !== undefined && type !== "Community" && reserved)
    return "must not start with @TGS#, which the service reserves for its own ids";
  if (type === undefined && reserved && !community)
    return "must not start with @TGS# (a Community's starts with @TGS#_)";
  return undefined;
}
