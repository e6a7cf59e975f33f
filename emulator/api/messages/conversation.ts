import type { Group } from "../../state/group";
import type { Conversation } from "../../state/messages/message";
import type { Topic } from "../../state/topic";
import { type Call, existing } from "../endpoint";
import { optional, text } from "../shape";
import { topicIn } from "../topics/topic";

/** The fields that name a group, and optionally one of its topics. */
export const TARGET = { GroupId: text(), TopicId: optional(text()) };

/** Where messages are: in a group or in one of its topics. */
export interface MessageTarget {
  readonly group: Group;
  readonly topic: Topic | undefined;
  /** The topic, or else the group. */
  readonly conversation: Conversation;
}

/** Returns the target that a call names. @throws ApiError 10010, 10015 */
export function targetOf(call: Call, groupId: string, topicId: string | undefined): MessageTarget {
  const group = existing(call, groupId);
  const topic = topicIn(call, group, topicId);
  return { group, topic, conversation: topic ?? group };
}
