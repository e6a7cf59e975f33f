import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import type { Answer } from "../core/envelope";
import { SchemaError } from "../core/failure";
import { allPages } from "../core/pages";
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
  // Whether an empty list is sent or left out is not documented: one that is missing could hide every group of a sweep.
  GroupIdList: z.array(z.object({ GroupId: z.string() })),
  // 0 on the last page (doc 34960); an answer without it does not say that there are no more.
  Next: z.union([z.int(), z.bigint()]),
});

/** Groups: create, look up, change, disband. All methods throw ChatError. */
export class GroupsApi {
  readonly #caller: ApiCaller;
  readonly #lookup: GroupLookup;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
    this.#lookup = new GroupLookup(caller);
  }

  /**
   * Makes a group (doc 34895). Never repeated after an unknown outcome: look the id up when `isIndeterminate`.
   *
   * @throws ChatError "alreadyExists" when the id is taken, "plan" when a quota is used up
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
   * Disbands a group, irrevocably (doc 34896). Never repeated after an unknown outcome: look the id up when `isIndeterminate`.
   *
   * @throws ChatError "notFound" when it is gone already; "invalid" with code 10015 may mean the same, so look it up
   * @example await client.groups.destroy("ops-room")
   */
  destroy(groupId: string, options?: CallOptions): Promise<void> {
    return this.#caller.request(`${SERVICE}/destroy_group`, { GroupId: groupId }, readNothing, options);
  }

  /**
   * A group's profile, without its members (doc 34961); undefined when there is no such group. Calls made at the same
   * moment share one request of at most 50 ids.
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
   * A group's profile with all its custom fields, whatever their keys (doc 34961); undefined when there is no such group.
   * A call of its own without any filter, whose answer has all members as well: prefer {@link getInfo} where the keys are
   * known.
   *
   * @throws ChatError "invalid" with code 10018 when the group is so large that the answer would exceed 1 MB
   * @example Object.keys((await client.groups.getInfoWithAllCustomFields("ops-room"))?.customFields ?? {}) // ["Team"]
   */
  getInfoWithAllCustomFields(groupId: string, options?: CallOptions): Promise<GroupInfo | undefined> {
    return this.#lookup.findWithAllCustomFields(groupId, options);
  }

  /**
   * Changes the fields that are given and leaves the others (doc 34962). Whether "" clears a text is not documented.
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
   * Gives the group another owner, who must be a member already (doc 34966). Not for an AVChatRoom. Read first: naming the
   * present owner may be refused.
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
   * Sends a system notification to everybody in the group (doc 34958). Whoever is not online does not get it. Never
   * repeated after an unknown outcome: it may have been seen.
   *
   * @param content 1 byte or more; sources give 8 and 12 KB as the most
   * @example await client.groups.sendSystemNotification("ops-room", "This room closes in five minutes.")
   */
  sendSystemNotification(groupId: string, content: string, options?: CallOptions): Promise<void> {
    const body = { GroupId: groupId, Content: content };
    return this.#caller.request(`${SERVICE}/send_group_system_notification`, body, readNothing, options);
  }

  /**
   * One page of the ids of all groups of the app (doc 34960). The service allows one such call a second.
   *
   * @param query.limit 1 to 10,000; default 10,000
   * @param query.next the last page's `next`
   * @returns `next` is undefined on the last page; it is a string because it has 64 bits
   */
  list(
    { limit, next, type }: { limit?: number | undefined; next?: string | undefined; type?: GroupType | undefined } = {},
    options?: CallOptions,
  ): Promise<{ groupIds: string[]; next: string | undefined; total: number }> {
    if (next !== undefined && !/^\d{1,20}$/.test(next)) {
      return Promise.reject(new OptionError("next", "`next` must be what the last page of list() gave as `next`."));
    }
    const body = withoutUndefined({
      Limit: limit,
      Next: next === undefined ? undefined : BigInt(next),
      GroupType: type === undefined ? undefined : wireType(type),
    });
    return this.#caller.request(`${SERVICE}/get_appid_group_list`, body, pageOf, options);
  }

  /**
   * The ids of all groups of the app, or of one type, 10,000 a call and a call a second (doc 34960). Groups made meanwhile
   * may be missing. A `deadline` in the options is that of the whole reading; without one, each call has its own.
   */
  listAll({ type }: { type?: GroupType | undefined } = {}, options?: CallOptions): Promise<string[]> {
    return allPages<string, string>(
      "0",
      async (next) => {
        const page = await this.list({ type, next }, options);
        return { items: page.groupIds, next: page.next };
      },
      (groupId) => groupId,
    );
  }
}

/** Sent only where it means something: whether other types accept the field is not documented. */
function supportTopic({ type, supportTopic: enabled }: CreateGroupRequest): 0 | 1 | undefined {
  if (enabled === true) return 1;
  return enabled === false && type === "Community" ? 0 : undefined;
}

/** A chosen id is used as it is (doc 33529): an answer that names another group says nothing about the one asked for. */
function createdId(answer: Answer, requestedId: string | undefined): string {
  const { GroupId } = parseWith(createdSchema, answer);
  if (requestedId !== undefined && GroupId !== requestedId)
    throw new SchemaError("GroupId: is not the one that was asked for");
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
