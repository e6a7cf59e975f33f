import { z } from "zod";
import type { Answer, Reader } from "../../core/envelope";
import { ItemError, SchemaError } from "../../core/failure";
import { parseWith, recordOf } from "../../core/schema";
import type { GroupInfo } from "./types";

/** Disbanded or never existed. Which of the two codes an id that never existed gets is not confirmed, so both count. */
const NOT_FOUND: ReadonlySet<number | undefined> = new Set([10010, 10015]);

const listSchema = z.object({ GroupInfo: z.array(z.unknown()) });
/** Each item has its own code (doc 34961). */
const itemStatusSchema = z.looseObject({ GroupId: z.string(), ErrorCode: z.int(), ErrorInfo: z.string().default("") });

const itemSchema = z.object({
  GroupId: z.string(),
  Type: z.string(),
  Name: z.string(),
  // Empty texts are sent as "" (sample of doc 34925).
  Introduction: z.string(),
  Notification: z.string(),
  FaceUrl: z.string(),
  // "" for a group without owner (same sample). Whether a live room's owner can be read is not confirmed. A missing field
  // makes the answer invalid: it must never count as "no owner".
  Owner_Account: z.string(),
  // Distinguishes a group from a later one with the same id: an answer without it is invalid.
  CreateTime: z.number(),
  // Rarely used: an invalid value must not hide the rest of the group.
  LastMsgTime: z.number().optional().catch(undefined),
  NextMsgSeq: z.number().optional().catch(undefined),
  MemberNum: z.number().optional().catch(undefined),
  // Live rooms have no limit (doc 33529): whether the field is sent for them is not documented.
  MaxMemberNum: z.number().default(0),
  ApplyJoinOption: z.string().optional(),
  InviteJoinOption: z.string().optional(),
  MuteAllMember: z.enum(["On", "Off"]),
  SupportTopic: z.number().optional(),
  Appid: z.number().optional(),
  // Unset keys are absent (doc 33529), so the list may be missing.
  AppDefinedData: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

export type GroupItem = z.infer<typeof itemStatusSchema>;

export interface GroupQuery {
  readonly groupId: string;
  /** "all": every key, by a separate call without a filter. */
  readonly customFieldKeys: readonly string[] | "all";
}

export function isNotFound(code: number | undefined): boolean {
  return NOT_FOUND.has(code);
}

/** The top-level ErrorCode and ErrorInfo are meaningless (doc 34961): those of each group apply. */
const ITEMS_WITH_CODES = { itemsWithCodes: "GroupInfo" };

/** Reads a batch. A batch that failed as a whole is requested again group by group, whatever its items contain. */
export const readItems: Reader<ReadonlyMap<string, GroupItem>> = Object.assign((answer: Answer) => {
  if (isFailure(answer)) throw new ItemError(answer.ErrorCode, answer.ErrorInfo);
  return itemsOf(answer);
}, ITEMS_WITH_CODES);

export function readerFor(query: GroupQuery): Reader<GroupInfo> {
  return Object.assign((answer: Answer) => {
    const item = itemsOf(answer).get(query.groupId);
    if (item === undefined) throw new SchemaError("GroupInfo: the requested group is missing, invalid, or duplicated");
    if (item.ErrorCode !== 0) throw new ItemError(item.ErrorCode, item.ErrorInfo);
    if (isFailure(answer)) throw new SchemaError("GroupInfo: has the group, although the whole answer is a failure");
    return toGroupInfo(item, query);
  }, ITEMS_WITH_CODES);
}

/** ActionStatus decides here; if it is omitted, the code does. */
function isFailure({ ActionStatus, ErrorCode }: Answer): boolean {
  return ActionStatus === undefined ? ErrorCode !== 0 : ActionStatus.toUpperCase() !== "OK";
}

/** Maps the items by id and drops invalid and duplicate ones: each group is handled separately. */
function itemsOf(answer: Answer): ReadonlyMap<string, GroupItem> {
  const items = new Map<string, GroupItem>();
  const duplicates = new Set<string>();
  for (const each of parseWith(listSchema, answer).GroupInfo) {
    const item = itemStatusSchema.safeParse(each).data;
    if (item === undefined) continue;
    if (items.has(item.GroupId)) duplicates.add(item.GroupId);
    items.set(item.GroupId, item);
  }
  for (const groupId of duplicates) items.delete(groupId);
  return items;
}

/** Returns the group of a valid, successful item, else undefined. */
export function unambiguousAnswer(item: GroupItem, query: GroupQuery): GroupInfo | undefined {
  return item.ErrorCode === 0 && itemSchema.safeParse(item).success ? toGroupInfo(item, query) : undefined;
}

function toGroupInfo(item: GroupItem, { customFieldKeys }: GroupQuery): GroupInfo {
  const wire = parseWith(itemSchema, item);
  const requested = wire.AppDefinedData.filter(
    ({ Key, Value }) => Value !== "" && (customFieldKeys === "all" || customFieldKeys.includes(Key)),
  );
  return {
    groupId: wire.GroupId,
    type: wire.Type,
    name: wire.Name,
    introduction: wire.Introduction,
    notification: wire.Notification,
    faceUrl: wire.FaceUrl,
    ownerAccount: wire.Owner_Account,
    createTime: wire.CreateTime,
    maxMemberCount: wire.MaxMemberNum,
    ...(wire.MemberNum === undefined ? {} : { memberCount: wire.MemberNum }),
    ...(wire.ApplyJoinOption === undefined ? {} : { applyJoinOption: wire.ApplyJoinOption }),
    ...(wire.InviteJoinOption === undefined ? {} : { inviteJoinOption: wire.InviteJoinOption }),
    muteAllMembers: wire.MuteAllMember === "On",
    ...(wire.SupportTopic === undefined ? {} : { supportTopic: wire.SupportTopic === 1 }),
    customFields: recordOf(requested.map(({ Key, Value }) => [Key, Value] as const)),
    ...(wire.Appid === undefined ? {} : { appId: wire.Appid }),
    ...(wire.LastMsgTime === undefined ? {} : { lastMessageTime: wire.LastMsgTime }),
    ...(wire.NextMsgSeq === undefined ? {} : { nextMessageNumber: wire.NextMsgSeq }),
  };
}
