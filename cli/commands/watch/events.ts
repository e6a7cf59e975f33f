/** What an event says has happened, or is about to, by the service's name of the event (doc 34355). */
const changes: Readonly<Record<string, string>> = {
  "Group.CallbackAfterGroupDestroyed": "disbanded",
  "Group.CallbackBeforeCreateGroup": "creating",
  "Group.CallbackAfterCreateGroup": "created",
  "Group.CallbackAfterGroupInfoChanged": "profile",
  "Group.CallbackAfterChangeGroupOwner": "owner",
  "Group.CallbackAfterGroupAttrChanged": "attributes",
  "Group.CallbackBeforeApplyJoinGroup": "applying",
  "Group.CallbackBeforeInviteJoinGroup": "inviting",
  "Group.CallbackAfterNewMemberJoin": "joined",
  "Group.CallbackAfterMemberExit": "left",
  "Group.CallbackAfterMemberFieldChanged": "member",
  "Group.CallbackAfterGroupFull": "full",
  "Group.CallbackBeforeCreateTopic": "creatingTopic",
  "Group.CallbackAfterCreateTopic": "topicCreated",
  "Group.CallbackAfterTopicDestroyed": "topicsDestroyed",
  "Group.CallbackAfterTopicInfoChanged": "topicProfile",
  "Group.CallbackOnDailyGroupQuotaAlarm": "quota",
  "Alert.RequestOverLimit": "rate",
  "Profile.CallbackPortraitSet": "accountProfile",
};

/** The names of the events that are reported. Messages, online states and friends change nothing that is managed. */
export const eventNames: readonly string[] = Object.keys(changes);

export interface WebhookEvent {
  readonly event: string;
  readonly change: string;
  /** Undefined for events of the app or an account, and before a group exists. */
  readonly groupId: string | undefined;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Where the change was made: `RESTAPI`, or the platform of a client. */
  readonly platform: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A webhook's body. Anything can be in it. */
export type Body = Readonly<Record<string, unknown>>;

/**
 * Reads an event. Undefined if it is not one that is reported.
 *
 * @param received milliseconds since 1970, for events that do not say when they happened
 */
export function readEvent(body: Body, platform: string | undefined, received: number): WebhookEvent | undefined {
  const { CallbackCommand: event, GroupId: groupId } = body;
  if (typeof event !== "string" || !Object.hasOwn(changes, event)) return undefined;
  const details = Object.entries(readers).map(([field, [name, read]]) => [name, read(body[field])] as const);
  return {
    event,
    change: String(changes[event]),
    groupId: typeof groupId === "string" && groupId !== "" ? groupId : undefined,
    time: eventTimeOf(body) ?? received,
    platform: text(platform),
    details: Object.fromEntries(details.filter(([, value]) => value !== undefined)),
  };
}

/** EventTime is an integer in the tables and a string in the samples (doc 34354). */
export function eventTimeOf({ EventTime: time }: Body): number | undefined {
  const value = typeof time === "number" || (typeof time === "string" && /^\d{1,16}$/.test(time)) ? Number(time) : -1;
  // The largest time that a Date can hold.
  return Number.isSafeInteger(value) && value > 0 && value <= 8.64e15 ? value : undefined;
}

/** How much of a text, and how many entries of a list, is passed on. */
const maxText = 1000;
const maxEntries = 100;

type Read = (value: unknown) => unknown;

const text: (value: unknown) => string | undefined = (value) =>
  typeof value === "string" && value !== "" ? value.slice(0, maxText) : undefined;
const number: Read = (value) => (typeof value === "number" ? value : undefined);
/** The texts of a list, or those in one field of its entries. */
const list =
  (field?: string): Read =>
  (value) => {
    if (!Array.isArray(value)) return undefined;
    const entries: unknown[] = value.slice(0, maxEntries);
    return entries.flatMap((entry) => text(field === undefined ? entry : (entry as Body | null)?.[field]) ?? []);
  };

/** The fields of all events, with their names in the output. A field that was renamed or is missing is omitted. */
const readers: Readonly<Record<string, readonly [name: string, read: Read]>> = {
  Type: ["type", text],
  Operator_Account: ["operator", text],
  Requestor_Account: ["operator", text],
  Owner_Account: ["ownerAccount", text],
  OldOwner_Account: ["oldOwnerAccount", text],
  NewOwner_Account: ["newOwnerAccount", text],
  Name: ["name", text],
  Introduction: ["introduction", text],
  Notification: ["notification", text],
  FaceUrl: ["faceUrl", text],
  MemberList: ["members", list("Member_Account")],
  NewMemberList: ["members", list("Member_Account")],
  ExitMemberList: ["members", list("Member_Account")],
  DestinationMembers: ["members", list("Member_Account")],
  JoinType: ["how", text],
  ExitType: ["how", text],
  OptionType: ["how", text],
  Modified_Account: ["member", text],
  Role: ["role", text],
  NameCard: ["nameCard", text],
  // Keys only: values can be long.
  GroupAttr: ["keys", list("key")],
  UserDefinedDataList: ["customFields", list("Key")],
  ProfileItem: ["tags", list("Tag")],
  From_Account: ["account", text],
  TopicId: ["topicId", text],
  TopicIdList: ["topicIds", list()],
  QuotaUsed: ["used", number],
  Quota: ["limit", number],
  Limit: ["limit", number],
  Request: ["used", number],
  ServiceName: ["service", text],
  Command: ["command", text],
};
