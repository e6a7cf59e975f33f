import type { Group } from "../../state/group";
import { readPosition } from "../../state/messages/message";
import type { Topic } from "../../state/topic";
import type { Reader } from "../pick";

/** Fields of a group's profile, by their names in GroupBaseInfoFilter (doc 33529). Undefined: not for this group. */
export const BASE_FIELDS: Readonly<Record<string, Reader<Group>>> = {
  GroupId: (group) => group.groupId,
  Type: (group) => group.type,
  Name: (group) => group.name,
  Appid: (_, call) => call.app.app.sdkAppId,
  Introduction: (group) => group.introduction,
  Notification: (group) => group.notification,
  FaceUrl: (group) => group.faceUrl,
  Owner_Account: (group) => group.ownerAccount,
  CreateTime: (group) => group.createTime,
  InfoSeq: (group) => group.infoSeq,
  LastInfoTime: (group) => group.lastInfoTime,
  LastMsgTime: (group) => group.lastMsgTime,
  NextMsgSeq: (group) => group.nextMsgSeq,
  MemberNum: (group) => group.members.size,
  MaxMemberNum: (group) => group.maxMemberNum,
  ApplyJoinOption: (group) => group.applyJoinOption,
  InviteJoinOption: (group) => group.inviteJoinOption,
  MuteAllMember: (group) => group.muteAllMember,
  // Whether the service answers the following fields here is unconfirmed: included for communities only.
  SupportTopic: (group) => ofCommunity(group, group.supportTopic),
  GrossTopicNextMsgSeq: (group) => (group.supportTopic === 1 ? 1 + messagesInTopics(group) : undefined),
  EnablePermission: (group) => ofCommunity(group, group.enablePermission),
  DefaultPermission: (group) => ofCommunity(group, group.defaultPermission),
};

/** What the service adds up here is not documented: the messages of all topics. */
function messagesInTopics(group: Group): number {
  return sum(group, (topic) => topic.nextMsgSeq - 1);
}

/** The same for what a member has read. */
export function readInTopics(group: Group, userId: string): number {
  return sum(group, (topic) => readPosition(topic, userId));
}

function sum(group: Group, countOf: (topic: Topic) => number): number {
  return [...group.topics.values()].reduce((total, topic) => total + countOf(topic), 0);
}

function ofCommunity<T>(group: Group, value: T): T | undefined {
  return group.type === "Community" ? value : undefined;
}
