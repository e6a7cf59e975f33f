import type { ApiCaller, CallOptions } from "../../core/apiCaller";
import { abandonedCallError } from "../../core/batching/abandonedCall";
import { Batcher, type Outcome } from "../../core/batching/batcher";
import { ApiError } from "../../errors";
import { type GroupItem, type GroupQuery, isNotFound, readerOf, readItems, unambiguousAnswer } from "./answer";
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
  readonly #caller: ApiCaller;
  readonly #batcher: Batcher<GroupQuery, GroupInfo | undefined>;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
    this.#batcher = new Batcher({
      clock: caller.clock,
      deadlineMs: caller.deadlineMs,
      windowMs: WINDOW_MS,
      limit: MOST_IDS,
      send: (questions, options) => this.#askAll(questions, options),
      abandonedError: (why, sent) => abandonedCallError({ api: "get_group_info", kind: "read" }, why, sent, caller),
    });
  }

  find(groupId: string, customFieldKeys: readonly string[], options?: CallOptions): Promise<GroupInfo | undefined> {
    return this.#batcher.ask({ groupId, customFieldKeys }, options);
  }

  findWithAllCustomFields(groupId: string, options?: CallOptions): Promise<GroupInfo | undefined> {
    return this.#askAlone({ groupId, customFieldKeys: "all" }, options);
  }

  async #askAll(
    questions: readonly GroupQuery[],
    options: CallOptions,
  ): Promise<readonly Outcome<GroupInfo | undefined>[]> {
    const items = questions.length > 1 ? await this.#askTogether(questions, options) : undefined;
    return Promise.all(questions.map((question) => this.#settle(question, items?.get(question.groupId), options)));
  }

  /** The items by id; undefined when the service refused the batch as a whole, for which a single id can be the reason. */
  async #askTogether(
    questions: readonly GroupQuery[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, GroupItem> | undefined> {
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
    question: GroupQuery,
    item: GroupItem | undefined,
    options: CallOptions,
  ): Promise<Outcome<GroupInfo | undefined>> {
    try {
      return {
        ok: true,
        value: (item && unambiguousAnswer(item, question)) ?? (await this.#unlessMissing(question, item, options)),
      };
    } catch (error) {
      return { ok: false, error };
    }
  }

  async #unlessMissing(
    question: GroupQuery,
    item: GroupItem | undefined,
    options: CallOptions,
  ): Promise<GroupInfo | undefined> {
    return item && isNotFound(item.ErrorCode) ? undefined : this.#askAlone(question, options);
  }

  async #askAlone(question: GroupQuery, options?: CallOptions): Promise<GroupInfo | undefined> {
    try {
      return await this.#caller.request(PATH, requestFor([question]), readerOf(question), options);
    } catch (error) {
      if (error instanceof ApiError && isNotFound(error.code)) return undefined;
      throw error;
    }
  }
}

function requestFor(questions: readonly GroupQuery[]): object {
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
