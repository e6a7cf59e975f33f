import type { Switch } from "./groupTypes";
import { Terms } from "./terms";

/** What may change of a topic. */
export interface TopicProfile {
  name: string;
  introduction: string;
  notification: string;
  faceUrl: string;
  customString: string;
  muteAllMember: Switch;
}

/** A topic of a community, as the service keeps it. */
export interface Topic extends TopicProfile {
  readonly topicId: string;
  /** Unix seconds. */
  readonly createTime: number;
  /** Whoever may not write in it. */
  readonly mutes: Terms;
}

/** What topics need of their community. */
export interface TopicGroup {
  readonly groupId: string;
  readonly topics: Map<string, Topic>;
  /** Ids of deleted topics. */
  readonly deletedTopics: Set<string>;
}

/** A topic at one moment, for tests and demos. */
export type TopicSnapshot = Readonly<TopicProfile> & Pick<Topic, "topicId" | "createTime">;

export function snapshotOfTopic({ mutes: _, ...topic }: Topic): TopicSnapshot {
  return topic;
}

const MAX_BYTES = 96;
const PRINTABLE = /^[\x20-\x7e]+$/;
const MARK = "@TOPIC#_";
const GENERATED = "@TOPIC#_@TOPIC#";
const COMMUNITY = "@TGS#_";

/** Whether this can be the id of a topic of the group, made by the service or by a caller (doc 33529). */
export function isTopicIdOf(group: TopicGroup, id: string): boolean {
  const prefix = group.groupId + MARK;
  return id.startsWith(prefix) && id.length > prefix.length && id.length <= MAX_BYTES && PRINTABLE.test(id);
}

/** Why a caller may not choose this id for a topic of the group; undefined where it may (doc 33529). */
export function customTopicIdProblem(group: TopicGroup, id: string): string | undefined {
  const prefix = group.groupId + MARK;
  if (!isTopicIdOf(group, id))
    return `TopicId must be ${prefix} and more, at most ${MAX_BYTES} printable ASCII characters`;
  if (id.includes(GENERATED)) return `TopicId must not contain ${GENERATED}`;
  return id.slice(prefix.length).includes(COMMUNITY) ? `TopicId must not contain ${COMMUNITY} once more` : undefined;
}

/** An id such as the service makes when the caller chooses none. */
export function generatedTopicId(group: TopicGroup, unique: string): string {
  return `${group.groupId}${GENERATED}c${unique}`;
}

/** What a new topic has; the rest of its profile is empty. */
export type NewTopic = Pick<Topic, "topicId" | "createTime" | "name"> & Partial<TopicProfile>;

export function addTopic(group: TopicGroup, birth: NewTopic): Topic {
  const topic: Topic = {
    introduction: "",
    notification: "",
    faceUrl: "",
    customString: "",
    muteAllMember: "Off",
    mutes: new Terms(),
    ...birth,
  };
  group.topics.set(topic.topicId, topic);
  group.deletedTopics.delete(topic.topicId);
  return topic;
}
