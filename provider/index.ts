import { dynamicProvider } from "./adapter";
import { accountHandler } from "./resources/account";
import { chatbotHandler } from "./resources/chatbot";
import { ephemeralStackHandler } from "./resources/ephemeralStack";
import { groupHandler } from "./resources/group";
import { groupAttributesHandler } from "./resources/groupAttributes";
import { groupCountersHandler } from "./resources/groupCounters";
import { groupMemberHandler } from "./resources/groupMember";
import { groupMembersHandler } from "./resources/groupMembers";
import { memberBanHandler } from "./resources/memberBan";
import { memberMuteHandler } from "./resources/memberMute";
import { topicHandler } from "./resources/topic";

/**
 * The handler that `__provider` in the state of every `Group` asks for:
 * `exports.handler=()=>require("pulumi-tencent-chat/provider").Group`. That text, and so this name, is a released format.
 */
export const Group = dynamicProvider(groupHandler);

/** The handler of every `EphemeralStack`, asked for in the same way. */
export const EphemeralStack = dynamicProvider(ephemeralStackHandler);

/** The handler of all `GroupAttributes`, asked for in the same way. */
export const GroupAttributes = dynamicProvider(groupAttributesHandler);

/** The handler of all `GroupCounters`, asked for in the same way. */
export const GroupCounters = dynamicProvider(groupCountersHandler);

/** The handler of every `Topic`, asked for in the same way. */
export const Topic = dynamicProvider(topicHandler);

/** The handler of every `GroupMember`, asked for in the same way. */
export const GroupMember = dynamicProvider(groupMemberHandler);

/** The handler of all `GroupMembers`, asked for in the same way. */
export const GroupMembers = dynamicProvider(groupMembersHandler);

/** The handler of every `MemberMute`, asked for in the same way. */
export const MemberMute = dynamicProvider(memberMuteHandler);

/** The handler of every `MemberBan`, asked for in the same way. */
export const MemberBan = dynamicProvider(memberBanHandler);

/** The handler of every `Account`, asked for in the same way. */
export const Account = dynamicProvider(accountHandler);

/** The handler of every `Chatbot`, asked for in the same way. */
export const Chatbot = dynamicProvider(chatbotHandler);

export type { DynamicProvider } from "./adapter";
export type { Adopt, ApplyJoinOption, GroupType, InviteJoinOption } from "./resources/group/types";
