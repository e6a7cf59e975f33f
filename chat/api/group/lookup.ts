import type { ApiCaller, CallOptions } from "../../core/apiCaller";
import { abandonedCallError } from "../../core/batching/abandonedCall";
import { Batcher, type Outcome } from "../../core/batching/batcher";
import { ApiError } from "../../errors";
import { type GroupItem, type GroupQuery, isNotFound, readerFor, readItems, unambiguousAnswer } from "./answer";
import type { GroupInfo } from "./types";

const PATH = "group_open_http_svc/get_group_info";
/** doc 34961 */
const MAX_IDS = 50;
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
      limit: MAX_IDS,
      send: (queries, options) => this.#findAll(queries, options),
      abandonedError: (why, sent) => abandonedCallError({ api: "get_group_info", kind: "read" }, why, sent, caller),
    });
  }

  find(groupId: string, customFieldKeys: readonly string[], options?: CallOptions): Promise<GroupInfo | undefined> {
    return this.#batcher.submit({ groupId, customFieldKeys }, options);
  }

  findWithAllCustomFields(groupId: string, options?: CallOptions): Promise<GroupInfo | undefined> {
    return this.#findSingle({ groupId, customFieldKeys: "all" }, options);
  }

  async #findAll(
    queries: readonly GroupQuery[],
    options: CallOptions,
  ): Promise<readonly Outcome<GroupInfo | undefined>[]> {
    const items = queries.length > 1 ? await this.#requestBatch(queries, options) : undefined;
    return Promise.all(queries.map((query) => this.#outcomeOf(query, items?.get(query.groupId), options)));
  }

  /** The items by id; undefined when the service refused the batch as a whole, for which a single id can be the reason. */
  async #requestBatch(
    queries: readonly GroupQuery[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, GroupItem> | undefined> {
    try {
      return await this.#caller.request(PATH, requestFor(queries), readItems, options);
    } catch (error) {
      if (error instanceof ApiError && (error.errorClass === "invalid" || error.errorClass === "notFound"))
        return undefined;
      throw error;
    }
  }

  /** From the common answer where it is plain; an item with trouble is asked for alone, with the retries and the error of a call of its own. */
  async #outcomeOf(
    query: GroupQuery,
    item: GroupItem | undefined,
    options: CallOptions,
  ): Promise<Outcome<GroupInfo | undefined>> {
    try {
      return {
        ok: true,
        value: (item && unambiguousAnswer(item, query)) ?? (await this.#findUnlessMissing(query, item, options)),
      };
    } catch (error) {
      return { ok: false, error };
    }
  }

  async #findUnlessMissing(
    query: GroupQuery,
    item: GroupItem | undefined,
    options: CallOptions,
  ): Promise<GroupInfo | undefined> {
    return item && isNotFound(item.ErrorCode) ? undefined : this.#findSingle(query, options);
  }

  async #findSingle(query: GroupQuery, options?: CallOptions): Promise<GroupInfo | undefined> {
    try {
      return await this.#caller.request(PATH, requestFor([query]), readerFor(query), options);
    } catch (error) {
      if (error instanceof ApiError && isNotFound(error.code)) return undefined;
      throw error;
    }
  }
}

function requestFor(queries: readonly GroupQuery[]): object {
  const GroupIdList = [...new Set(queries.map((query) => query.groupId))];
  if (queries.some(({ customFieldKeys }) => customFieldKeys === "all")) return { GroupIdList };
  const keys = [...new Set(queries.flatMap((query) => query.customFieldKeys))];
  return {
    GroupIdList,
    ResponseFilter: {
      GroupBaseInfoFilter: BASE_FIELDS,
      ...(keys.length > 0 ? { AppDefinedDataFilter_Group: keys } : {}),
    },
  };
}
