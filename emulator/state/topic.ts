import type { Switch } from "./groupTypes";
import type { Conversation } from "./messages/message";
import { Terms } from "./terms";

/** The mutable fields of a topic. */
export interface TopicProfile {
  name: string;
  introduction: string;
  notification: string;
  faceUrl: string;
  customString: string;
  muteAllMember: Switch;
}

/** A stored topic of a community. */
export interface Topic extends TopicProfile, Conversation {
  readonly topicId: string;
  /** Unix seconds. */
  readonly createTime: number;
  /** The accounts muted in this topic. */
  readonly mutes: Terms;
}

/** The fields of a community that its topics need. */
export interface TopicGroup {
  readonly groupId: string;
  readonly topics: Map<string, Topic>;
  /** Ids of deleted topics. */
  readonly deletedTopics: Set<string>;
}

/** A snapshot of a topic, for tests and demos. */
export type TopicSnapshot = Readonly<TopicProfile> & Pick<Topic, "topicId" | "createTime">;

export function snapshotOfTopic({ mutes, nextMsgSeq, lastMsgTime, messages, ...topic }: Topic): TopicSnapshot {
  return topic;
}

const MAX_BYTES = 96;
const PRINTABLE = /^[\x20-\x7e]+$/;
const MARK = "@TOPIC#_";
const GENERATED = "@TOPIC#_@TOPIC#";
const COMMUNITY = "@TGS#_";

/** Returns whether this can be the id of a topic of the group, generated or chosen by a caller (doc 33529). */
export function isTopicIdOf(group: TopicGroup, id: string): boolean {
  const prefix = group.groupId + MARK;
  return id.startsWith(prefix) && id.length > prefix.length && id.length <= MAX_BYTES && PRINTABLE.test(id);
}

/** Returns why a caller may not choose this id for a topic of the group; undefined if allowed (doc 33529). */
export function customTopicIdProblem(group: TopicGroup, id: string): string | undefined {
  const prefix = group.groupId + MARK;
  if (!isTopicIdOf(group, id))
    return `TopicId must start with ${prefix}, be longer, and have at most ${MAX_BYTES} printable ASCII characters`;
  if (id.includes(GENERATED)) return `TopicId must not contain ${GENERATED}`;
  return id.slice(prefix.length).includes(COMMUNITY) ? `TopicId must not repeat ${COMMUNITY}` : undefined;
}

/** Returns an id like those that the service generates. */
export function generatedTopicId(group: TopicGroup, unique: string): string {
  return `${group.groupId}${GENERATED}c${unique}`;
}

/** The initial values of a new topic; the other profile fields are empty. */
export type NewTopic = Pick<Topic, "topicId" | "createTime" | "name"> & Partial<TopicProfile>;

export function addTopic(group: TopicGroup, init: NewTopic): Topic {
  const topic: Topic = {
    introduction: "",
    notification: "",
    faceUrl: "",
    customString: "",
    muteAllMember: "Off",
    mutes: new Terms(),
    nextMsgSeq: 1,
    lastMsgTime: 0,
    ...init,
  };
  group.topics.set(topic.topicId, topic);
  group.deletedTopics.delete(topic.topicId);
  return topic;
}
