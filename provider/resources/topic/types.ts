import type { ChildInputs } from "../groupChild/parentGroup";

/** What a program can change on a topic that exists. */
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
  /** Unix seconds, of the state alone: with the id it tells the topic from a later one with the same id. */
  readonly createTime?: number;
}
