/** The emulated events (doc 34355): before-events ask, and can refuse; after-events tell. */
export const WEBHOOK_EVENTS = {
  "Group.CallbackBeforeCreateGroup": "before",
  "Group.CallbackAfterCreateGroup": "after",
  "Group.CallbackAfterGroupDestroyed": "after",
  "Group.CallbackAfterGroupInfoChanged": "after",
  "Group.CallbackAfterChangeGroupOwner": "after",
  "Group.CallbackAfterGroupAttrChanged": "after",
  "Group.CallbackBeforeApplyJoinGroup": "before",
  "Group.CallbackBeforeInviteJoinGroup": "before",
  "Group.CallbackAfterNewMemberJoin": "after",
  "Group.CallbackAfterMemberExit": "after",
  "Group.CallbackAfterMemberFieldChanged": "after",
  "Group.CallbackAfterGroupFull": "after",
  "Group.CallbackOnMemberStateChange": "after",
  "Group.CallbackBeforeCreateTopic": "before",
  "Group.CallbackAfterCreateTopic": "after",
  "Group.CallbackAfterTopicDestroyed": "after",
  "Group.CallbackAfterTopicInfoChanged": "after",
  "Group.CallbackBeforeSendMsg": "before",
  "Group.CallbackAfterSendMsg": "after",
  "Group.CallbackSendMsgException": "after",
  "Group.CallbackAfterRecallMsg": "after",
  "Group.CallbackAfterReadReceipt": "after",
  "Group.CallbackOnDailyGroupQuotaAlarm": "after",
  "State.StateChange": "after",
  "Profile.CallbackPortraitSet": "after",
  "Alert.RequestOverLimit": "after",
} as const satisfies Readonly<Record<string, "before" | "after">>;

export type WebhookCommand = keyof typeof WEBHOOK_EVENTS;

type Kind<K> = { [C in WebhookCommand]: (typeof WEBHOOK_EVENTS)[C] extends K ? C : never }[WebhookCommand];
export type BeforeCommand = Kind<"before">;
export type AfterCommand = Kind<"after">;

/** Where a change was made (doc 34354): through the REST API, or by a client. */
export type Platform = "RESTAPI" | "Web";

/** One event, without the fields that every body has. */
export interface WebhookEvent<C extends WebhookCommand = WebhookCommand> {
  readonly command: C;
  /** Events of one group are sent in their order. */
  readonly groupId?: string;
  /** Called at most once, at the time of the event. */
  fields(): Readonly<Record<string, unknown>>;
}
