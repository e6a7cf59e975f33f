import { z } from "zod";
import { Batcher, type Outcome } from "../core/batcher";
import type { Caller, CallOptions } from "../core/caller";
import type { Answer } from "../core/envelope";
import { ItemRefused, ShapeError } from "../core/failure";
import { leftError } from "../core/leftError";
import { recordOf, shaped } from "../core/shape";
import { ApiError } from "../errors";
import type { GroupInfo } from "./types";

const PATH = "group_open_http_svc/get_group_info";
/** doc 34961 */
const MOST_IDS = 50;
const WINDOW_MS = 4;
/** Disbanded or never there. Which of the two codes an id that never existed gets is not confirmed, so both count. */
const MISSING: readonly number[] = [10010, 10015];

/** Naming the fields keeps the members out, which could make the answer too large (10018). */
const BASE_FIELDS = [
  "Type",
  "Name",
  "Introduction",
  "Notification",
  "FaceUrl",
  "Owner_Account",
  "CreateTime",
  "LastMsgTime",
  "NextMsgSeq",
  "MemberNum",
  "MaxMemberNum",
  "ApplyJoinOption",
  "InviteJoinOption",
  "MuteAllMember",
  "SupportTopic",
  "Appid",
];

const listSchema = z.object({
  GroupInfo: z.array(
    z.looseObject({ GroupId: z.string(), ErrorCode: z.int().default(0), ErrorInfo: z.string().default("") }),
  ),
});

const itemSchema = z.object({
  GroupId: z.string(),
  Type: z.string(),
  Name: z.string(),
  Introduction: z.string().default(""),
  Notification: z.string().default(""),
  FaceUrl: z.string().default(""),
  Owner_Account: z.string().default(""),
  // It tells a group from a later one of the same id: an answer without it is not to be built upon.
  CreateTime: z.number(),
  // Few ask for these: one that is not as it should be is no reason to know nothing of the group.
  LastMsgTime: z.number().optional().catch(undefined),
  NextMsgSeq: z.number().optional().catch(undefined),
  MemberNum: z.number().optional().catch(undefined),
  MaxMemberNum: z.number().default(0),
  ApplyJoinOption: z.string().optional(),
  InviteJoinOption: z.string().optional(),
  MuteAllMember: z.string().default("Off"),
  SupportTopic: z.number().optional(),
  Appid: z.number().optional(),
  AppDefinedData: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

type Item = z.infer<typeof listSchema>["GroupInfo"][number];

interface Question {
  readonly groupId: string;
  readonly customFieldKeys: readonly string[];
}

/** Looks groups up, up to 50 in one call, each with an outcome of its own. */
export class GroupLookup {
  readonly #caller: Caller;
  readonly #batcher: Batcher<Question, GroupInfo | undefined>;

  constructor(caller: Caller) {
    this.#caller = caller;
    this.#batcher = new Batcher({
      clock: caller.clock,
      deadlineMs: caller.deadlineMs,
      windowMs: WINDOW_MS,
      limit: MOST_IDS,
      send: (questions, options) => this.#askAll(questions, options),
      left: (why, sent) => leftError({ api: "get_group_info", kind: "read" }, why, sent, caller),
    });
  }

  find(groupId: string, customFieldKeys: readonly string[], options?: CallOptions): Promise<GroupInfo | undefined> {
    return this.#batcher.ask({ groupId, customFieldKeys }, options);
  }

  async #askAll(
    questions: readonly Question[],
    options: CallOptions,
  ): Promise<readonly Outcome<GroupInfo | undefined>[]> {
    const items = questions.length > 1 ? await this.#askTogether(questions, options) : undefined;
    return Promise.all(questions.map((question) => this.#settle(question, items?.get(question.groupId), options)));
  }

  /** The items by id; undefined when the service refused the batch as a whole, for which a single id can be the reason. */
  async #askTogether(
    questions: readonly Question[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, Item> | undefined> {
    try {
      return await this.#caller.request(PATH, requestFor(questions), itemsOf, options);
    } catch (error) {
      if (error instanceof ApiError && (error.errorClass === "invalid" || error.errorClass === "notFound"))
        return undefined;
      throw error;
    }
  }

  /** From the common answer where it is plain; an item with trouble is asked for alone, with the retries and the error of a call of its own. */
  async #settle(
    question: Question,
    item: Item | undefined,
    options: CallOptions,
  ): Promise<Outcome<GroupInfo | undefined>> {
    try {
      return {
        ok: true,
        value: (item && plainAnswer(item, question)) ?? (await this.#unlessMissing(question, item, options)),
      };
    } catch (error) {
      return { ok: false, error };
    }
  }

  async #unlessMissing(
    question: Question,
    item: Item | undefined,
    options: CallOptions,
  ): Promise<GroupInfo | undefined> {
    return item && MISSING.includes(item.ErrorCode) ? undefined : this.#askAlone(question, options);
  }

  async #askAlone(question: Question, options: CallOptions): Promise<GroupInfo | undefined> {
    try {
      return await this.#caller.request(
        PATH,
        requestFor([question]),
        (answer) => {
          const item = itemsOf(answer).get(question.groupId);
          if (item === undefined) throw new ShapeError("GroupInfo: the group asked for is not in it");
          if (item.ErrorCode !== 0) throw new ItemRefused(item.ErrorCode, item.ErrorInfo);
          return toGroupInfo(item, question);
        },
        options,
      );
    } catch (error) {
      if (error instanceof ApiError && error.code !== undefined && MISSING.includes(error.code)) return undefined;
      throw error;
    }
  }
}

function requestFor(questions: readonly Question[]): object {
  const keys = [...new Set(questions.flatMap((question) => question.customFieldKeys))];
  return {
    GroupIdList: [...new Set(questions.map((question) => question.groupId))],
    ResponseFilter: {
      GroupBaseInfoFilter: BASE_FIELDS,
      ...(keys.length > 0 ? { AppDefinedDataFilter_Group: keys } : {}),
    },
  };
}

function itemsOf(answer: Answer): ReadonlyMap<string, Item> {
  return new Map(shaped(listSchema, answer).GroupInfo.map((item) => [item.GroupId, item]));
}

/** The group of an item without trouble, else undefined. */
function plainAnswer(item: Item, question: Question): GroupInfo | undefined {
  return item.ErrorCode === 0 && itemSchema.safeParse(item).success ? toGroupInfo(item, question) : undefined;
}

function toGroupInfo(item: Item, { customFieldKeys }: Question): GroupInfo {
  const wire = shaped(itemSchema, item);
  const asked = wire.AppDefinedData.filter(({ Key, Value }) => Value !== "" && customFieldKeys.includes(Key));
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
    customFields: recordOf(asked.map(({ Key, Value }) => [Key, Value] as const)),
    ...(wire.Appid === undefined ? {} : { appId: wire.Appid }),
    ...(wire.LastMsgTime === undefined ? {} : { lastMessageTime: wire.LastMsgTime }),
    ...(wire.NextMsgSeq === undefined ? {} : { nextMessageNumber: wire.NextMsgSeq }),
  };
}
