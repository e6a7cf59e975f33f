import type { GroupChanges, GroupInfo } from "../../../chat";
import { typeNames } from "./schema/typeRules";
import type { GroupFields, GroupInputs, GroupState, GroupType } from "./schema/types";

/** The type of a group that exists, by its older name whichever the service answers with. */
export function typeOf(info: GroupInfo): GroupType | undefined {
  return typeNames[info.type];
}

/** The fields that modify_group_base_info sets (doc 34962), and what leaving one out of a program that had it means. */
const modifiable = [
  { field: "name" },
  { field: "introduction", whenDropped: "" },
  { field: "notification", whenDropped: "" },
  { field: "faceUrl", whenDropped: "" },
  { field: "muteAllMembers", whenDropped: false },
  // Their defaults depend on type and plan (doc 34895): what was set last stays.
  { field: "maxMemberCount" },
  { field: "applyJoinOption" },
  { field: "inviteJoinOption" },
] as const;

type Modifiable = (typeof modifiable)[number]["field"];

/** What has to be changed on the group so that it is what the program says. */
export interface Correction {
  readonly changes: GroupChanges;
  /** Undefined: the owner is right, or the program names none. */
  readonly owner: string | undefined;
}

/** Compares a group with its program. `dropped` are the fields that the program had before and has no longer. */
export function correctionOf(declared: GroupFields, before: Partial<GroupFields>, info: GroupInfo): Correction {
  const changes: Record<string, unknown> = {};
  for (const { field, ...rest } of modifiable) {
    const dropped = "whenDropped" in rest && before[field] !== undefined ? rest.whenDropped : undefined;
    const wanted = declared[field] ?? dropped;
    if (wanted !== undefined && wanted !== info[field]) changes[field] = wanted;
  }
  const customFields = correctedCustomFields(declared.customFields ?? {}, before.customFields ?? {}, info.customFields);
  if (Object.keys(customFields).length > 0) changes.customFields = customFields;
  const owner = declared.ownerAccount;
  return {
    changes: changes as GroupChanges,
    owner: owner === undefined || isSameOwner(owner, info) ? undefined : owner,
  };
}

/** What the program had before and has no longer, of what is then put back to its default. */
export function removedFields(declared: GroupFields, before: Partial<GroupFields>): Partial<GroupFields> {
  const dropped = modifiable.filter((each) => "whenDropped" in each && declared[each.field] === undefined);
  return Object.fromEntries(
    dropped.flatMap(({ field }) => (before[field] === undefined ? [] : [[field, before[field]]])),
  );
}

export function isUpToDate({ changes, owner }: Correction): boolean {
  return owner === undefined && Object.keys(changes).length === 0;
}

export function correctionText({ changes, owner }: Correction): string {
  return [...Object.keys(changes), ...(owner === undefined ? [] : ["ownerAccount"])].join(", ");
}

/**
 * A live room's owner is only recorded and joins by the client SDK (doc 34895); whether the service reads it back is
 * not documented, so that an empty one is no difference there.
 */
export function isSameOwner(declared: string, info: GroupInfo): boolean {
  return info.ownerAccount === declared || (typeOf(info) === "AVChatRoom" && info.ownerAccount === "");
}

/** An empty value deletes the key (doc 34962). Keys that the program never had are somebody else's. */
export function correctedCustomFields(
  declared: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>>,
  actual: Readonly<Record<string, string>>,
): Record<string, string> {
  const wrong = Object.entries(declared).filter(([key, value]) => actual[key] !== value);
  const dropped = Object.keys(before).filter((key) => !Object.hasOwn(declared, key) && Object.hasOwn(actual, key));
  return Object.fromEntries([...wrong, ...dropped.map((key) => [key, ""])]);
}

/** The declared inputs with what the group really has in their place: what a refresh shows as drift. */
export function observedInputs(known: GroupInputs, info: GroupInfo): GroupInputs {
  const fields: Partial<Record<Modifiable, unknown>> = {};
  for (const { field } of modifiable) if (known[field] !== undefined) fields[field] = info[field];
  const customFields = known.customFields && pick(info.customFields, Object.keys(known.customFields));
  return {
    ...known,
    type: typeOf(info) ?? known.type,
    ...(fields as Partial<GroupFields>),
    ...(known.ownerAccount !== undefined &&
      !isSameOwner(known.ownerAccount, info) && { ownerAccount: info.ownerAccount }),
    ...(customFields && { customFields }),
    // Whether get_group_info answers it is not documented: silence is no drift.
    ...(known.supportTopic !== undefined && info.supportTopic !== undefined && { supportTopic: info.supportTopic }),
  };
}

/** All that the service tells of a group that no program here manages: what `Group.get` reads. */
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
