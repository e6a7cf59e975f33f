import { Batcher, type Outcome } from "../core/batcher";
import type { Caller, CallOptions } from "../core/caller";
import { leftError } from "../core/leftError";
import { ApiError } from "../errors";
import { type Item, isMissing, plainAnswer, type Question, readerOf, readItems } from "./found";
import type { GroupInfo } from "./types";

const PATH = "group_open_http_svc/get_group_info";
/** doc 34961 */
const MOST_IDS = 50;
const WINDOW_MS = 4;
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

  findWithAllCustomFields(groupId: string, options?: CallOptions): Promise<GroupInfo | undefined> {
    return this.#askAlone({ groupId, customFieldKeys: "all" }, options);
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
      return await this.#caller.request(PATH, requestFor(questions), readItems, options);
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
    return item && isMissing(item.ErrorCode) ? undefined : this.#askAlone(question, options);
  }

  async #askAlone(question: Question, options?: CallOptions): Promise<GroupInfo | undefined> {
    try {
      return await this.#caller.request(PATH, requestFor([question]), readerOf(question), options);
    } catch (error) {
      if (error instanceof ApiError && isMissing(error.code)) return undefined;
      throw error;
    }
  }
}

function requestFor(questions: readonly Question[]): object {
  const GroupIdList = [...new Set(questions.map((question) => question.groupId))];
  if (questions.some(({ customFieldKeys }) => customFieldKeys === "all")) return { GroupIdList };
  const keys = [...new Set(questions.flatMap((question) => question.customFieldKeys))];
  return {
    GroupIdList,
    ResponseFilter: {
      GroupBaseInfoFilter: BASE_FIELDS,
      ...(keys.length > 0 ? { AppDefinedDataFilter_Group: keys } : {}),
    },
  };
}
