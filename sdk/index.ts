/**
 * Tencent Cloud Chat groups for Pulumi programs. The provider creates resources in its own process. Functions call the
 * service from the program's process, and load the HTTP client on the first call.
 */

export type { Adopt, ApplyJoinOption, GroupType, InviteJoinOption } from "../provider/resources/group/schema/types";
export type { Region } from "../provider/settings";
export type { RestrictionArgs } from "./base/restriction";
export * from "./functions";
export { Provider, type ProviderArgs } from "./provider";
export { Account, type AccountArgs, type AllowType } from "./resources/account";
export { BannedMembers, type BannedMembersArgs } from "./resources/bannedMembers";
export { Chatbot, type ChatbotArgs } from "./resources/chatbot";
export { EphemeralStack, type EphemeralStackArgs } from "./resources/ephemeralStack";
export { type DisbandGuardArgs, type FarewellArgs, Group, type GroupArgs, type GroupTypeName } from "./resources/group";
export { GroupAttributes, type GroupAttributesArgs } from "./resources/groupAttributes";
export {
  type CounterValue,
  type CounterValues,
  GroupCounters,
  type GroupCountersArgs,
} from "./resources/groupCounters";
export { type FleetGroupArgs, GroupFleet, type GroupFleetArgs } from "./resources/groupFleet";
export { GroupMember, type GroupMemberArgs } from "./resources/groupMember";
export {
  GroupMembers,
  type GroupMembersArgs,
  type ListedMember,
  type ListedMemberArgs,
  type MemberProfileArgs,
} from "./resources/groupMembers";
export { MutedMembers, type MutedMembersArgs } from "./resources/mutedMembers";
export { Topic, type TopicArgs } from "./resources/topic";
