import type { AppState } from "../../state/appState";
import type { Group } from "../../state/group";
import { isTopicIdOf, type Topic, type TopicProfile } from "../../state/topic";
import { refuse } from "../../wire/answer";
import { account, type Call, existing } from "../endpoint";
import { omitUndefined, rejectField } from "../groups/profile";
import { type Body, InvalidField, oneOf, optional, optionalOrEmpty, text } from "../shape";

/** Success, as the pages of topics write it (doc 49468). */
export const OK = { ErrorInfo: "ok" };

/** Fields that the endpoints which make and change topics share. */
export const TOPIC_FIELDS = {
  GroupId: text(),
  // The pages type it as a number and show a text; all other accounts are texts, so a number is refused here as well.
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

/** The existing community, made with SupportTopic 1. Which code another group has is unconfirmed: 10007, which the pages list. */
export function withTopics(call: Call, groupId: string): Group {
  if (!call.app.settings.topics) refuse(11000, "topics are not enabled for this app");
  const group = existing(call, groupId);
  if (group.supportTopic !== 1) refuse(10007, "topics are for communities made with SupportTopic 1 only");
  return group;
}

/** The existing topic. 10015: the group can have none of this id; 10010: it has none, which is unconfirmed. */
export function existingTopic(group: Group, topicId: string): Topic {
  if (!isTopicIdOf(group, topicId)) refuse(10015, "invalid topic id");
  return group.topics.get(topicId) ?? refuse(10010, "this topic does not exist");
}

/** The topic of the group that a call is about, if it is about one. */
export function topicIn(call: Call, group: Group, topicId: string | undefined): Topic | undefined {
  if (topicId === undefined) return undefined;
  if (group.supportTopic !== 1) rejectField("TopicId", group.type);
  return existingTopic(withTopics(call, group.groupId), topicId);
}

/** The profile that these fields set, each within its limit. */
export function topicProfileFrom(fields: TopicTexts, app: AppState): Partial<TopicProfile> {
  const { name, introduction, notification, faceUrl } = app.settings.textLimits;
  if (fields.TopicName !== undefined) text({ min: 1, max: name })(fields.TopicName, "TopicName");
  const limits = { Introduction: introduction, Notification: notification, FaceUrl: faceUrl } as const;
  for (const field of ["Introduction", "Notification", "FaceUrl"] as const)
    if (fields[field] !== undefined) text({ max: limits[field] })(fields[field], field);
  const operator = fields.From_Account;
  // 10019 is on none of these pages.
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
