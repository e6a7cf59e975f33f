import type { ChildInputs } from "../groupChild/parentGroup";

/** The properties that can be changed on an existing topic. */
export interface TopicFields {
  readonly name: string;
  readonly introduction?: string;
  readonly notification?: string;
  readonly faceUrl?: string;
  readonly customString?: string;
  readonly muteAllMembers?: boolean;
}

/** The inputs of a topic after `check`: with the whole id. */
export interface TopicInputs extends ChildInputs, TopicFields {
  readonly topicId: string;
  /** Unix seconds, only in the state. With the id, it distinguishes the topic from a later one with the same id. */
  readonly createTime?: number;
}
