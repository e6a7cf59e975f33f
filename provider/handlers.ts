import type { ResourceHandler } from "./handler";
import { accountHandler } from "./resources/account";
import { bannedMembersHandler } from "./resources/bannedMembers";
import { chatbotHandler } from "./resources/chatbot";
import { ephemeralStackHandler } from "./resources/ephemeralStack";
import { groupHandler } from "./resources/group";
import { groupAttributesHandler } from "./resources/groupAttributes";
import { groupCountersHandler } from "./resources/groupCounters";
import { groupFleetHandler } from "./resources/groupFleet";
import { groupMemberHandler } from "./resources/groupMember";
import { groupMembersHandler } from "./resources/groupMembers";
import { mutedMembersHandler } from "./resources/mutedMembers";
import { topicHandler } from "./resources/topic";

/** The name of a resource's class. */
export type Kind =
  | "Group"
  | "GroupFleet"
  | "EphemeralStack"
  | "GroupAttributes"
  | "GroupCounters"
  | "Topic"
  | "GroupMember"
  | "GroupMembers"
  | "MutedMembers"
  | "BannedMembers"
  | "Account"
  | "Chatbot";

/** The handlers of all resources, by the name of the class. Each host adapts them to its engine. */
export const handlers: Readonly<Record<Kind, ResourceHandler<object, object>>> = {
  Group: groupHandler,
  GroupFleet: groupFleetHandler,
  EphemeralStack: ephemeralStackHandler,
  GroupAttributes: groupAttributesHandler,
  GroupCounters: groupCountersHandler,
  Topic: topicHandler,
  GroupMember: groupMemberHandler,
  GroupMembers: groupMembersHandler,
  MutedMembers: mutedMembersHandler,
  BannedMembers: bannedMembersHandler,
  Account: accountHandler,
  Chatbot: chatbotHandler,
};
