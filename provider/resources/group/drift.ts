import type { GroupChanges, GroupInfo } from "../../../chat";
import { typeNames } from "./schema/typeRules";
import type { GroupFields, GroupInputs, GroupState, GroupType } from "./schema/types";

/** Returns the type of an existing group by its older name, whichever name the service uses. */
export function typeOf(info: GroupInfo): GroupType | undefined {
  return typeNames[info.type];
}

/** The fields that modify_group_base_info sets (doc 34962), and the value to write when the program no longer declares one. */
const modifiable = [
  { field: "name" },
  { field: "introduction", whenDropped: "" },
  { field: "notification", whenDropped: "" },
  { field: "faceUrl", whenDropped: "" },
  { field: "muteAllMembers", whenDropped: false },
  // The defaults of these depend on type and plan (doc 34895): the last value stays.
  { field: "maxMemberCount" },
  { field: "applyJoinOption" },
  { field: "inviteJoinOption" },
] as const;

type Modifiable = (typeof modifiable)[number]["field"];

/** What must change on the group to match the declared state. */
export interface GroupDiff {
  readonly changes: GroupChanges;
  /** Undefined if the owner is correct, or the program declares none. */
  readonly owner: string | undefined;
}

/** Compares a group with its declared state. `previous` holds the previously declared fields. */
export function diffFields(declared: GroupFields, previous: Partial<GroupFields>, info: GroupInfo): GroupDiff {
  const changes: Record<string, unknown> = {};
  for (const { field, ...rest } of modifiable) {
    const removed = "whenDropped" in rest && previous[field] !== undefined ? rest.whenDropped : undefined;
    const desired = declared[field] ?? removed;
    if (desired !== undefined && desired !== info[field]) changes[field] = desired;
  }
  const customFields = customFieldChanges(declared.customFields ?? {}, previous.customFields ?? {}, info.customFields);
  if (Object.keys(customFields).length > 0) changes.customFields = customFields;
  const owner = declared.ownerAccount;
  return {
    changes: changes as GroupChanges,
    owner: owner === undefined || isSameOwner(owner, info) ? undefined : owner,
  };
}

/** Returns the fields that are no longer declared and have a default to be reset to. */
export function removedFields(declared: GroupFields, previous: Partial<GroupFields>): Partial<GroupFields> {
  const removed = modifiable.filter((each) => "whenDropped" in each && declared[each.field] === undefined);
  return Object.fromEntries(
    removed.flatMap(({ field }) => (previous[field] === undefined ? [] : [[field, previous[field]]])),
  );
}

export function isUpToDate({ changes, owner }: GroupDiff): boolean {
  return owner === undefined && Object.keys(changes).length === 0;
}

export function diffText({ changes, owner }: GroupDiff): string {
  return [...Object.keys(changes), ...(owner === undefined ? [] : ["ownerAccount"])].join(", ");
}

/**
 * The service only records the owner of a live room, who joins with the client SDK (doc 34895). Whether it returns that
 * owner is not documented, so an empty one is no difference there.
 */
export function isSameOwner(declared: string, info: GroupInfo): boolean {
  return info.ownerAccount === declared || (typeOf(info) === "AVChatRoom" && info.ownerAccount === "");
}

/** Returns the custom fields to change. An empty value deletes the key (doc 34962). Keys that were never declared belong to others. */
export function customFieldChanges(
  declared: Readonly<Record<string, string>>,
  previous: Readonly<Record<string, string>>,
  actual: Readonly<Record<string, string>>,
): Record<string, string> {
  const changed = Object.entries(declared).filter(([key, value]) => actual[key] !== value);
  const removed = Object.keys(previous).filter((key) => !Object.hasOwn(declared, key) && Object.hasOwn(actual, key));
  return Object.fromEntries([...changed, ...removed.map((key) => [key, ""])]);
}

/** Returns the inputs with the actual values of the group: a refresh shows the differences as drift. */
export function observedInputs(inputs: GroupInputs, info: GroupInfo): GroupInputs {
  const fields: Partial<Record<Modifiable, unknown>> = {};
  for (const { field } of modifiable) if (inputs[field] !== undefined) fields[field] = info[field];
  const customFields = inputs.customFields && pick(info.customFields, Object.keys(inputs.customFields));
  return {
    ...inputs,
    type: typeOf(info) ?? inputs.type,
    ...(fields as Partial<GroupFields>),
    ...(inputs.ownerAccount !== undefined &&
      !isSameOwner(inputs.ownerAccount, info) && { ownerAccount: info.ownerAccount }),
    ...(customFields && { customFields }),
    // Whether get_group_info returns it is not documented: a missing value is no drift.
    ...(inputs.supportTopic !== undefined && info.supportTopic !== undefined && { supportTopic: info.supportTopic }),
  };
}

/** Returns all that the service tells of a group that this program does not manage, for `Group.get`. */
export function stateOfExternalGroup(
  info: GroupInfo,
  appId: number,
): Omit<GroupState, "__managedBy" | "__identity" | "markKeyId" | "service"> {
  return {
    groupId: info.groupId,
    type: typeOf(info) ?? (info.type as GroupType),
    name: info.name,
    ownerAccount: info.ownerAccount,
    introduction: info.introduction,
    notification: info.notification,
    faceUrl: info.faceUrl,
    maxMemberCount: info.maxMemberCount,
    muteAllMembers: info.muteAllMembers,
    customFields: info.customFields,
    ...(info.applyJoinOption && {
      applyJoinOption: info.applyJoinOption as NonNullable<GroupFields["applyJoinOption"]>,
    }),
    ...(info.inviteJoinOption && {
      inviteJoinOption: info.inviteJoinOption as NonNullable<GroupFields["inviteJoinOption"]>,
    }),
    ...(info.supportTopic !== undefined && { supportTopic: info.supportTopic }),
    sdkAppId: appId,
    createTime: info.createTime,
  };
}

export function pick(record: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.flatMap((key) => (Object.hasOwn(record, key) ? [[key, record[key] ?? ""]] : [])));
}
