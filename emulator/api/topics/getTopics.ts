import type { Group } from "../../state/group";
import { readPosition } from "../../state/messages/message";
import type { Topic } from "../../state/topic";
import { ApiError, refuse } from "../../wire/answer";
import { account, type Call, endpoint } from "../endpoint";
import { pick, type Reader } from "../pick";
import { filterOf, list, optional, text } from "../shape";
import { existingTopic, mustBeAccount, OK, withTopics } from "./topic";

/** Fields of a topic, by their names in the answer and in ResponseFilter. */
const TOPIC_INFO: Readonly<Record<string, Reader<Topic>>> = {
  TopicId: (topic) => topic.topicId,
  TopicName: (topic) => topic.name,
  FaceUrl: (topic) => topic.faceUrl,
  Notification: (topic) => topic.notification,
  Introduction: (topic) => topic.introduction,
  CustomString: (topic) => topic.customString,
  NextMsgSeq: (topic) => topic.nextMsgSeq,
  CreateTime: (topic) => topic.createTime,
  LastMsgTime: (topic) => topic.lastMsgTime,
  // One client of the service calls it ShutUpAllFlag; doc 49469 uses this name.
  MuteAllMember: (topic) => topic.muteAllMember,
};

interface Self {
  readonly group: Group;
  readonly topic: Topic;
  readonly userId: string;
}

/** The topic's fields that depend on From_Account. */
const SELF_INFO: Readonly<Record<string, Reader<Self>>> = {
  ShutUpTime: ({ topic, userId }, { app }) => topic.mutes.untilOf(userId, app.nowSeconds),
  MsgSeq: ({ topic, userId }) => readPosition(topic, userId),
  MsgFlag: ({ group, userId }) => group.members.get(userId)?.msgFlag ?? "AcceptAndNotify",
};

const NAMES = [...Object.keys(TOPIC_INFO), ...Object.keys(SELF_INFO)];
const topicIds = optional(list(text(), { min: 1, max: 200 }));

/** Reads the given topics, or all of a community (doc 49469). A topic that does not exist fails in its own entry only. */
export const getTopic = endpoint({
  path: "million_group_open_http_svc/get_topic",
  writes: false,
  body: { GroupId: text(), From_Account: account, TopicIdList: topicIds, ResponseFilter: optional(filterOf(...NAMES)) },
  run: (call, { GroupId, From_Account: userId, TopicIdList, ResponseFilter: names = NAMES }) => {
    const group = withTopics(call, GroupId);
    mustBeAccount(call.app, userId);
    const ids = TopicIdList ?? [...group.topics.keys()];
    return { ...OK, TopicAndSelfInfo: ids.map((topicId) => entry(call, { group, userId, topicId, names })) };
  },
});

interface Requested {
  readonly group: Group;
  readonly userId: string;
  readonly topicId: string;
  readonly names: readonly string[];
}

/** The spelling GroupID is unique to this endpoint (doc 49469). */
function entry(call: Call, { group, userId, topicId, names }: Requested): object {
  try {
    if (group.deletedTopics.has(topicId)) refuse(110003, "the topic has been deleted");
    const topic = existingTopic(group, topicId);
    return {
      ErrorCode: 0,
      ErrorInfo: "",
      SelfInfo: pick(SELF_INFO, names, { group, topic, userId }, call),
      TopicInfo: { ...pick(TOPIC_INFO, ["TopicId", ...names], topic, call), GroupID: group.groupId },
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { ErrorCode: error.code, ErrorInfo: error.info, TopicInfo: { TopicId: topicId, GroupID: group.groupId } };
  }
}
