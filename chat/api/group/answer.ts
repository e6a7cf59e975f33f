import { z } from "zod";
import type { Answer, Reader } from "../../core/envelope";
import { ItemError, SchemaError } from "../../core/failure";
import { parseWith, recordOf } from "../../core/schema";
import type { GroupInfo } from "./types";

/** Disbanded or never there. Which of the two codes an id that never existed gets is not confirmed, so both count. */
const NOT_FOUND: ReadonlySet<number | undefined> = new Set([10010, 10015]);

const listSchema = z.object({ GroupInfo: z.array(z.unknown()) });
/** Each item has a code of its own (doc 34961). */
const itemStatusSchema = z.looseObject({ GroupId: z.string(), ErrorCode: z.int(), ErrorInfo: z.string().default("") });

const itemSchema = z.object({
  GroupId: z.string(),
  Type: z.string(),
  Name: z.string(),
  // The service sends texts that are empty (sample of doc 34925).
  Introduction: z.string(),
  Notification: z.string(),
  FaceUrl: z.string(),
  // "" for a group without owner (the same sample). Whether a live room's owner can be read at all is not confirmed: silence
  // about it is no answer either, since it must never be taken for "no owner".
  Owner_Account: z.string(),
  // It tells a group from a later one of the same id: an answer without it is not to be built upon.
  CreateTime: z.number(),
  // Few ask for these: one that is not as it should be is no reason to know nothing of the group.
  LastMsgTime: z.number().optional().catch(undefined),
  NextMsgSeq: z.number().optional().catch(undefined),
  MemberNum: z.number().optional().catch(undefined),
  // Live rooms have no limit (doc 33529): whether it is answered for them is not documented.
  MaxMemberNum: z.number().default(0),
  ApplyJoinOption: z.string().optional(),
  InviteJoinOption: z.string().optional(),
  MuteAllMember: z.enum(["On", "Off"]),
  SupportTopic: z.number().optional(),
  Appid: z.number().optional(),
  // Keys that are not set on a group are absent (doc 33529), so that there may be nothing to list.
  AppDefinedData: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

export type GroupItem = z.infer<typeof itemStatusSchema>;

export interface GroupQuery {
  readonly groupId: string;
  /** "all": whatever their keys, by a call without a filter, which nobody shares. */
  readonly customFieldKeys: readonly string[] | "all";
}

export function isNotFound(code: number | undefined): boolean {
  return NOT_FOUND.has(code);
}

/** ErrorCode and ErrorInfo of the whole answer are meaningless (doc 34961): those of each group count. */
const ITEMS_WITH_CODES = { itemsWithCodes: "GroupInfo" };

/** A batch that is said to have failed is asked for again one by one, whatever its items say. */
export const readItems: Reader<ReadonlyMap<string, GroupItem>> = Object.assign((answer: Answer) => {
  if (isFailure(answer)) throw new ItemError(answer.ErrorCode, answer.ErrorInfo);
  return itemsOf(answer);
}, ITEMS_WITH_CODES);

export function readerFor(query: GroupQuery): Reader<GroupInfo> {
  return Object.assign((answer: Answer) => {
    const item = itemsOf(answer).get(query.groupId);
    if (item === undefined)
      throw new SchemaError("GroupInfo: the group asked for is not in it, or not readable, or twice");
    if (item.ErrorCode !== 0) throw new ItemError(item.ErrorCode, item.ErrorInfo);
    if (isFailure(answer)) throw new SchemaError("GroupInfo: has the group, though the answer as a whole is a failure");
    return toGroupInfo(item, query);
  }, ITEMS_WITH_CODES);
}

/** Success and failure are told by ActionStatus here; where it is left out, only the code is there to go by. */
function isFailure({ ActionStatus, ErrorCode }: Answer): boolean {
  return ActionStatus === undefined ? ErrorCode !== 0 : ActionStatus.toUpperCase() !== "OK";
}

/** By id, without those that are unreadable or in the answer twice: each group is judged by itself. */
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

/** The group of an item without trouble, else undefined. */
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
