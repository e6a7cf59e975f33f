import type { AppState } from "../../state/appState";
import type { Group } from "../../state/group";
import { isTopicIdOf, type Topic, type TopicProfile } from "../../state/topic";
import { refuse } from "../../wire/answer";
import { account, type Call, existing } from "../endpoint";
import { omitUndefined, rejectField } from "../groups/profile";
import { type Body, InvalidField, oneOf, optional, optionalOrEmpty, text } from "../shape";

/** The ErrorInfo of a success, as documented for topics (doc 49468). */
export const OK = { ErrorInfo: "ok" };

/** Fields common to the endpoints that create and change topics. */
export const TOPIC_FIELDS = {
  GroupId: text(),
  // Documented as a number, but a string in the samples. All other accounts are strings, so a number is refused here as well.
  From_Account: optional(account),
  Introduction: optionalOrEmpty(text()),
  Notification: optionalOrEmpty(text()),
  FaceUrl: optionalOrEmpty(text()),
  CustomString: optionalOrEmpty(text({ max: 3000 })),
};

type TopicTexts = Omit<Body<typeof TOPIC_FIELDS>, "GroupId"> & {
  readonly TopicName?: string;
  readonly MuteAllMember?: "On" | "Off";
};

export const onOrOff = optional(oneOf("On", "Off"));

/** Returns the existing community with SupportTopic 1. The code for other groups is unconfirmed: 10007 is in the documented list. */
export function withTopics(call: Call, groupId: string): Group {
  if (!call.app.settings.topics) refuse(11000, "topics are not enabled for this app");
  const group = existing(call, groupId);
  if (group.supportTopic !== 1) refuse(10007, "topics are supported only by communities with SupportTopic 1");
  return group;
}

/** Returns the existing topic. 10015: not a possible topic id of the group; 10010: not found, which is unconfirmed. */
export function existingTopic(group: Group, topicId: string): Topic {
  if (!isTopicIdOf(group, topicId)) refuse(10015, "invalid topic id");
  return group.topics.get(topicId) ?? refuse(10010, "this topic does not exist");
}

/** Returns the topic that a call names, if any. */
export function topicIn(call: Call, group: Group, topicId: string | undefined): Topic | undefined {
  if (topicId === undefined) return undefined;
  if (group.supportTopic !== 1) rejectField("TopicId", group.type);
  return existingTopic(withTopics(call, group.groupId), topicId);
}

/** Returns the topic profile from these fields. Refuses a field over its limit. */
export function topicProfileFrom(fields: TopicTexts, app: AppState): Partial<TopicProfile> {
  const { name, introduction, notification, faceUrl } = app.settings.textLimits;
  if (fields.TopicName !== undefined) text({ min: 1, max: name })(fields.TopicName, "TopicName");
  const limits = { Introduction: introduction, Notification: notification, FaceUrl: faceUrl } as const;
  for (const field of ["Introduction", "Notification", "FaceUrl"] as const)
    if (fields[field] !== undefined) text({ max: limits[field] })(fields[field], field);
  const operator = fields.From_Account;
  // 10019 is not documented for topics.
  if (operator !== undefined) mustBeAccount(app, operator);
  return omitUndefined({
    name: fields.TopicName,
    introduction: fields.Introduction,
    notification: fields.Notification,
    faceUrl: fields.FaceUrl,
    customString: fields.CustomString,
    muteAllMember: fields.MuteAllMember,
  });
}

export function mustBeAccount(app: AppState, operator: string): void {
  if (!app.accounts.has(operator)) throw new InvalidField(`From_Account ${operator} does not exist`);
}
