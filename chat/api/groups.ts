import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import type { Answer } from "../core/envelope";
import { SchemaError } from "../core/failure";
import { allPages, eachPage, type Page } from "../core/pages";
import { parseWith, readNothing } from "../core/schema";
import { OptionError } from "../errors";
import { GroupLookup } from "./group/lookup";
import {
  type CreateGroupRequest,
  type GroupChanges,
  type GroupInfo,
  type GroupType,
  wireProfile,
  wireType,
  withoutUndefined,
} from "./group/types";

const SERVICE = "group_open_http_svc";

const createdSchema = z.object({ GroupId: z.string().min(1) });
const listedSchema = z.object({
  TotalCount: z.int(),
  // Whether an empty list is sent or omitted is not documented: a missing list could hide every group of a sweep.
  GroupIdList: z.array(z.object({ GroupId: z.string() })),
  // 0 on the last page (doc 34960); a missing value does not mean "no more pages".
  Next: z.union([z.int(), z.bigint()]),
});

/** Manages groups: create, look up, change, disband. All methods throw ChatError. */
export class GroupsApi {
  readonly #caller: ApiCaller;
  readonly #lookup: GroupLookup;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
    this.#lookup = new GroupLookup(caller);
  }

  /**
   * Creates a group (doc 34895). Never repeated after an indeterminate outcome: read back if `isIndeterminate`.
   *
   * @throws ChatError "alreadyExists" if the id is in use, "plan" if a quota is used up
   * @example await client.groups.create({ type: "Public", name: "Ops", groupId: "ops-room" })
   */
  create(request: CreateGroupRequest, options?: CallOptions): Promise<{ groupId: string }> {
    const body = withoutUndefined({
      Type: wireType(request.type),
      GroupId: request.groupId,
      Owner_Account: request.ownerAccount,
      ...wireProfile(request, "MaxMemberCount"),
      SupportTopic: supportTopic(request),
    });
    return this.#caller.request(
      `${SERVICE}/create_group`,
      body,
      (answer) => ({ groupId: createdId(answer, request.groupId) }),
      options,
    );
  }

  /**
   * Disbands a group permanently (doc 34896). Never repeated after an indeterminate outcome: read back if `isIndeterminate`.
   *
   * @throws ChatError "notFound" if the group does not exist; "invalid" with code 10015 may mean the same, so read back
   * @example await client.groups.destroy("ops-room")
   */
  destroy(groupId: string, options?: CallOptions): Promise<void> {
    return this.#caller.request(`${SERVICE}/destroy_group`, { GroupId: groupId }, readNothing, options);
  }

  /**
   * Returns a group's profile, without its members (doc 34961); undefined if the group does not exist. Simultaneous calls
   * share one request of at most 50 ids.
   *
   * @example (await client.groups.getInfo("ops-room", { customFieldKeys: ["Team"] }))?.customFields.Team
   */
  getInfo(
    groupId: string,
    { customFieldKeys = [] }: { customFieldKeys?: readonly string[] | undefined } = {},
    options?: CallOptions,
  ): Promise<GroupInfo | undefined> {
    return this.#lookup.find(groupId, customFieldKeys, options);
  }

  /**
   * Returns a group's profile with all custom fields (doc 34961); undefined if the group does not exist. It makes a separate
   * call without a filter, whose answer contains all members as well: prefer {@link getInfo} if the keys are known.
   *
   * @throws ChatError "invalid" with code 10018 if the group is so large that the answer would exceed 1 MB
   * @example Object.keys((await client.groups.getInfoWithAllCustomFields("ops-room"))?.customFields ?? {}) // ["Team"]
   */
  getInfoWithAllCustomFields(groupId: string, options?: CallOptions): Promise<GroupInfo | undefined> {
    return this.#lookup.findWithAllCustomFields(groupId, options);
  }

  /**
   * Changes the given fields and leaves the others unchanged (doc 34962). Whether "" clears a text is not documented.
   *
   * @example await client.groups.modify("ops-room", { name: "Ops 24x7", muteAllMembers: false })
   */
  async modify(groupId: string, changes: GroupChanges, options?: CallOptions): Promise<void> {
    const { muteAllMembers } = changes;
    const fields = withoutUndefined({
      ...wireProfile(changes, "MaxMemberNum"),
      MuteAllMember: muteAllMembers === undefined ? undefined : muteAllMembers ? "On" : "Off",
    });
    if (Object.keys(fields).length === 0) return;
    await this.#caller.request(
      `${SERVICE}/modify_group_base_info`,
      { GroupId: groupId, ...fields },
      readNothing,
      options,
    );
  }

  /**
   * Changes the owner to another member (doc 34966). Not supported for an AVChatRoom. Read the group first: changing to the
   * current owner may be refused.
   */
  changeOwner(groupId: string, newOwner: string, options?: CallOptions): Promise<void> {
    return this.#caller.request(
      `${SERVICE}/change_group_owner`,
      { GroupId: groupId, NewOwner_Account: newOwner },
      readNothing,
      options,
    );
  }

  /**
   * Sends a system notification to all members that are online (doc 34958). Never repeated after an indeterminate outcome:
   * it may have been delivered.
   *
   * @param content at least 1 byte; the documented maximum is 8 or 12 KB, depending on the page
   * @example await client.groups.sendSystemNotification("ops-room", "This room closes in five minutes.")
   */
  sendSystemNotification(groupId: string, content: string, options?: CallOptions): Promise<void> {
    const body = { GroupId: groupId, Content: content };
    return this.#caller.request(`${SERVICE}/send_group_system_notification`, body, readNothing, options);
  }

  /**
   * Returns one page of the ids of all groups of the app (doc 34960). The service allows one such call per second.
   *
   * @param query.limit 1 to 10,000; default 10,000
   * @param query.next `next` of the previous page
   * @returns `next` is undefined on the last page; it is a string because it has 64 bits
   */
  list(
    { limit, next, type }: { limit?: number | undefined; next?: string | undefined; type?: GroupType | undefined } = {},
    options?: CallOptions,
  ): Promise<{ groupIds: string[]; next: string | undefined; total: number }> {
    if (next !== undefined && !/^\d{1,20}$/.test(next)) {
      return Promise.reject(new OptionError("next", "`next` must be the `next` of the previous page of list()."));
    }
    const body = withoutUndefined({
      Limit: limit,
      Next: next === undefined ? undefined : BigInt(next),
      GroupType: type === undefined ? undefined : wireType(type),
    });
    return this.#caller.request(`${SERVICE}/get_appid_group_list`, body, pageOf, options);
  }

  /**
   * Returns the ids of all groups of the app, or of one type: 10,000 per call, one call per second (doc 34960). Groups that
   * are created meanwhile may be missing. `options.deadline` applies to all calls together; without it, each call has its own.
   */
  listAll({ type }: { type?: GroupType | undefined } = {}, options?: CallOptions): Promise<string[]> {
    return allPages(...this.#pages(type, () => options));
  }

  /**
   * Returns the same page by page, for apps with many groups.
   *
   * @param optionsOf called for each page, which can so have a deadline of its own
   */
  eachPage(
    { type }: { type?: GroupType | undefined } = {},
    optionsOf: () => CallOptions | undefined = () => undefined,
  ): AsyncGenerator<string[]> {
    return eachPage(...this.#pages(type, optionsOf));
  }

  #pages(type: GroupType | undefined, optionsOf: () => CallOptions | undefined) {
    const read = async (next: string): Promise<Page<string, string>> => {
      const page = await this.list({ type, next }, optionsOf());
      return { items: page.groupIds, next: page.next };
    };
    return ["0", read, (groupId: string) => groupId] as const;
  }
}

/** Sent only for a Community or if true: whether other types accept the field is not documented. */
function supportTopic({ type, supportTopic: enabled }: CreateGroupRequest): 0 | 1 | undefined {
  if (enabled === true) return 1;
  return enabled === false && type === "Community" ? 0 : undefined;
}

/** The service uses a chosen id unchanged (doc 33529): an answer with another id is about another group. */
function createdId(answer: Answer, requestedId: string | undefined): string {
  const { GroupId } = parseWith(createdSchema, answer);
  if (requestedId !== undefined && GroupId !== requestedId) throw new SchemaError("GroupId: is not the requested one");
  return GroupId;
}

function pageOf(answer: Answer): { groupIds: string[]; next: string | undefined; total: number } {
  const { TotalCount, GroupIdList, Next } = parseWith(listedSchema, answer);
  return {
    groupIds: GroupIdList.map(({ GroupId }) => GroupId),
    next: BigInt(Next) === 0n ? undefined : String(Next),
    total: TotalCount,
  };
}
