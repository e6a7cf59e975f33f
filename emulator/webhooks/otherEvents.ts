import type { ProfileValue } from "../state/account";
import type { Group } from "../state/group";
import type { Topic, TopicProfile } from "../state/topic";
import type { AfterCommand, BeforeCommand, WebhookEvent } from "./catalogue";
import { ofGroup, textsChanged } from "./groupEvents";

/** Doc 49463. Its body names no group. */
export function creatingTopic(operator: string, name: string): WebhookEvent<BeforeCommand> {
  return {
    command: "Group.CallbackBeforeCreateTopic",
    fields: () => ({ Operator_Account: operator, Type: "Community", Name: name }),
  };
}

/** Doc 49464. */
export function topicCreated(group: Group, operator: string, topic: Topic): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterCreateTopic", group, () => ({
    TopicId: topic.topicId,
    Operator_Account: operator,
    Owner_Account: group.ownerAccount,
    Name: topic.name,
    UserDefinedDataList: [],
  }));
}

/** Doc 49465. */
export function topicsDestroyed(group: Group, topicIds: readonly string[]): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterTopicDestroyed", group, () => ({ TopicIdList: topicIds }));
}

/** Doc 49466: only texts are reported, and only those that were set; it names no topic. Undefined if there are none. */
export function topicInfoChanged(
  group: Group,
  operator: string,
  changes: Partial<TopicProfile>,
): WebhookEvent<AfterCommand> | undefined {
  return textsChanged("Group.CallbackAfterTopicInfoChanged", group, operator, changes);
}

/** Doc 48733: tags of a profile that were set. */
export function profileChanged(
  operator: string,
  userId: string,
  tags: Iterable<readonly [tag: string, value: ProfileValue]>,
): WebhookEvent<AfterCommand> {
  return {
    command: "Profile.CallbackPortraitSet",
    fields: () => ({
      Operator_Account: operator,
      From_Account: userId,
      ProfileItem: Array.from(tags, ([Tag, Value]) => ({ Tag, Value })),
    }),
  };
}

/** A user logged in or out (doc 34354 names the event); the fields are those of Tencent's SDK. */
export function stateChanged(userId: string, how: "Login" | "Logout"): WebhookEvent<AfterCommand> {
  const Reason = how === "Login" ? "Register" : "Unregister";
  return { command: "State.StateChange", fields: () => ({ Info: { Action: how, To_Account: userId, Reason } }) };
}

/** The net new groups of the day come near their limit; the fields are those of Tencent's SDK. */
export function dailyGroupQuotaAlarm(used: number, quota: number): WebhookEvent<AfterCommand> {
  return { command: "Group.CallbackOnDailyGroupQuotaAlarm", fields: () => ({ QuotaUsed: used, Quota: quota }) };
}

/** An API was called more often than its rate allows; the fields are those of Tencent's SDK. */
export function requestOverLimit(path: string, calls: number, limit: number): WebhookEvent<AfterCommand> {
  const [service, command] = path.split("/");
  return {
    command: "Alert.RequestOverLimit",
    fields: () => ({ ServiceName: service, Command: command, Request: calls, Limit: limit }),
  };
}
