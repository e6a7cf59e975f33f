import type { Group, Profile } from "../state/group";
import type { GroupType } from "../state/groupTypes";
import type { AfterCommand, BeforeCommand, WebhookEvent } from "./catalogue";

/** The events of groups, with the bodies of docs 34368 to 34378 and, for the newer ones, of Tencent's SDK. */
type Fields = Readonly<Record<string, unknown>>;

/** Doc 34368. It has no GroupId, chosen by the caller or not. */
export function creatingGroup(
  operator: string,
  group: {
    readonly owner: string;
    readonly type: GroupType;
    readonly name: string;
    readonly members: readonly string[];
  },
): WebhookEvent<BeforeCommand> {
  return {
    command: "Group.CallbackBeforeCreateGroup",
    fields: () => ({
      Operator_Account: operator,
      Owner_Account: group.owner,
      Type: group.type,
      Name: group.name,
      MemberList: accountsOf(group.members),
    }),
  };
}

/** Doc 34369. */
export function groupCreated(group: Group, operator: string): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterCreateGroup", group, () => ({
    Operator_Account: operator,
    Owner_Account: group.ownerAccount,
    Name: group.name,
    MemberList: accountsOf(group.members.keys()),
    UserDefinedDataList: Array.from(group.customFields, ([Key, Value]) => ({ Key, Value })),
  }));
}

/** Doc 34377. It names no operator. Communities have no MemberList; that AVChatRooms have none is inferred. */
export function groupDestroyed(group: Group): WebhookEvent<AfterCommand> {
  const hasList = group.type !== "Community" && group.type !== "AVChatRoom";
  return ofGroup("Group.CallbackAfterGroupDestroyed", group, () => ({
    Owner_Account: group.ownerAccount,
    Name: group.name,
    ...(hasList && { MemberList: accountsOf(group.members.keys()) }),
  }));
}

/** The texts whose changes are reported, of groups (doc 34378) and of topics (doc 49466), by their names in the body. */
const REPORTED_TEXTS = {
  name: "Name",
  introduction: "Introduction",
  notification: "Notification",
  faceUrl: "FaceUrl",
} as const;
type Texts = Partial<Record<keyof typeof REPORTED_TEXTS, string>>;

/** Reports the texts that were set, and nothing if there are none. */
export function textsChanged(
  command: AfterCommand,
  group: Group,
  operator: string,
  changes: Texts,
): WebhookEvent<AfterCommand> | undefined {
  const set = (Object.keys(REPORTED_TEXTS) as (keyof Texts)[]).filter((field) => changes[field] !== undefined);
  if (set.length === 0) return undefined;
  return ofGroup(command, group, () => ({
    Operator_Account: operator,
    ...Object.fromEntries(set.map((field) => [REPORTED_TEXTS[field], changes[field]])),
  }));
}

/** Doc 34378: only texts are reported, and only those that were set. Undefined if there are none. */
export function infoChanged(
  group: Group,
  operator: string,
  changes: Partial<Profile>,
): WebhookEvent<AfterCommand> | undefined {
  return textsChanged("Group.CallbackAfterGroupInfoChanged", group, operator, changes);
}

export function ownerChanged(group: Group, operator: string, previousOwner: string): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterChangeGroupOwner", group, () => ({
    Operator_Account: operator,
    OldOwner_Account: previousOwner,
    NewOwner_Account: group.ownerAccount,
  }));
}

/** How attributes were changed, by the endpoints' names. */
export type AttributeChange = "set" | "modify" | "clear" | "delete";

export function attributesChanged(
  group: Group,
  operator: string,
  change: AttributeChange,
  attributes: Iterable<readonly [key: string, value: string]>,
): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterGroupAttrChanged", group, () => ({
    Operator_Account: operator,
    OptionType: change,
    GroupAttr: Array.from(attributes, ([key, value]) => ({ key, value })),
  }));
}

export function accountsOf(userIds: Iterable<string>): readonly { readonly Member_Account: string }[] {
  return Array.from(userIds, (userId) => ({ Member_Account: userId }));
}

export function ofGroup<C extends AfterCommand | BeforeCommand>(
  command: C,
  group: Pick<Group, "groupId" | "type">,
  fields: () => Fields,
): WebhookEvent<C> {
  return { command, groupId: group.groupId, fields: () => ({ GroupId: group.groupId, Type: group.type, ...fields() }) };
}
