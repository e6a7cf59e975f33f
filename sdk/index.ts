/**
 * Tencent Cloud Chat groups for Pulumi programs. Resources are made by the provider, in its own process; functions call the
 * service from the program, and load what they need for that when the first is called.
 */

export type { Adopt, ApplyJoinOption, GroupType, InviteJoinOption } from "../provider/resources/group/types";
export type { Region } from "../provider/settings";
export { Account, type AccountArgs, type AllowType } from "./account";
export { Chatbot, type ChatbotArgs } from "./chatbot";
export { EphemeralStack, type EphemeralStackArgs } from "./ephemeralStack";
export * from "./functions";
export { type DisbandGuardArgs, type FarewellArgs, Group, type GroupArgs, type GroupTypeName } from "./group";
export { GroupAttributes, type GroupAttributesArgs } from "./groupAttributes";
export { type CounterValue, type CounterValues, GroupCounters, type GroupCountersArgs } from "./groupCounters";
export { GroupMember, type GroupMemberArgs } from "./groupMember";
export {
  GroupMembers,
  type GroupMembersArgs,
  type ListedMember,
  type ListedMemberArgs,
  type MemberProfileArgs,
} from "./groupMembers";
export { MemberBan, type MemberBanArgs } from "./memberBan";
export { MemberMute, type MemberMuteArgs } from "./memberMute";
export { Provider, type ProviderArgs } from "./provider";
export type { RestrictionArgs } from "./restriction";
export { Topic, type TopicArgs } from "./topic";
