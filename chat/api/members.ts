import type { ApiCaller, CallOptions } from "../core/apiCaller";
import { chunk, idBatches } from "../core/batching/idBatches";
import { readNothing, recordOf } from "../core/schema";
import { type AddMemberResult, withoutUndefined } from "./group/types";
import { type JoinedGroup, type JoinedGroupsQuery, listJoinedGroups } from "./member/joinedGroups";
import { listMembers, type MemberListQuery } from "./member/list";
import { MAX_LOOKUP, MAX_ROLES, MemberLookup } from "./member/lookup";
import {
  type AddedMember,
  type AddOptions,
  MAX_ADDED,
  MAX_REMOVED,
  Membership,
  type RemoveOptions,
} from "./member/membership";
import { type Restriction, Restrictions } from "./member/restrictions";
import type { MemberChanges, MemberInfo, MemberQuery, MemberRole } from "./member/types";

/**
 * Members of groups. An AVChatRoom stores none: there only mute, ban and their lists work, and `rooms` tells who is online.
 * Lists of users are sent in parts, one after the other, so that a failure leaves the parts before it done. All methods
 * throw ChatError: "notFound" when there is no such group, "permission" (10007) when its type does not support it.
 */
export class MembersApi {
  readonly #caller: ApiCaller;
  readonly #membership: Membership;
  readonly #lookup: MemberLookup;
  readonly #restrictions: Restrictions;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
    this.#membership = new Membership(caller);
    this.#lookup = new MemberLookup(caller);
    this.#restrictions = new Restrictions(caller);
  }

  /**
   * Adds users, each once, 20 a call (doc 34921). A user that can't be added does not fail the call: see each `result`. One
   * that is not imported does (10019), as does a full group (10014): see {@link join}.
   *
   * @param settings.silent no notice to the group; default false
   * @example await client.members.add("ops-room", ["alice", "bob"], { silent: true })
   */
  async add(
    groupId: string,
    userIds: readonly string[],
    settings: AddOptions = {},
    options?: CallOptions,
  ): Promise<AddedMember[]> {
    const results: AddedMember[] = [];
    // One after the other: a full group then refuses the rest instead of a random part.
    for (const batch of idBatches(userIds, MAX_ADDED)) {
      results.push(...(await this.#membership.add(groupId, batch, settings, options)));
    }
    return results;
  }

  /**
   * Adds one user (doc 34921). Those of one group at the same moment share a call of at most 20; where it is refused as a
   * whole, each is added by itself, so that the error is of this user alone.
   *
   * @example const result = await client.members.join("ops-room", "alice", { silent: true }) // "added"
   */
  join(groupId: string, userId: string, settings: AddOptions = {}, options?: CallOptions): Promise<AddMemberResult> {
    return this.#membership.join(groupId, userId, settings, options);
  }

  /**
   * Removes users, 100 a call (doc 34949); who is not a member is no error. What happens with the owner is not documented.
   *
   * @param settings.silent only the removed user is told; default false
   * @param settings.reason shown in the notice
   */
  async remove(
    groupId: string,
    userIds: readonly string[],
    settings: RemoveOptions = {},
    options?: CallOptions,
  ): Promise<void> {
    for (const batch of chunk(userIds, MAX_REMOVED)) await this.#membership.remove(groupId, batch, settings, options);
  }

  /** Removes one user (doc 34949), in a shared call like {@link join}, of at most 100. */
  leave(groupId: string, userId: string, settings: RemoveOptions = {}, options?: CallOptions): Promise<void> {
    return this.#membership.leave(groupId, userId, settings, options);
  }

  /**
   * All members, each once, 100 a call (doc 34948). The list of a group that gets smaller meanwhile is read again, up to
   * three times. A Community needs `paging: "cursor"`.
   *
   * @example const admins = await client.members.list("ops-room", { roles: ["Owner", "Admin"], fields: ["role"] })
   */
  list(groupId: string, query: MemberListQuery = {}, options?: CallOptions): Promise<MemberInfo[]> {
    return listMembers(this.#caller, groupId, query, options);
  }

  /** The given users as members, 50 a call (doc 64897); who is not a member is left out. */
  async find(
    groupId: string,
    userIds: readonly string[],
    query: MemberQuery = {},
    options?: CallOptions,
  ): Promise<MemberInfo[]> {
    const found: MemberInfo[] = [];
    for (const batch of idBatches(userIds, MAX_LOOKUP)) {
      found.push(...(await this.#lookup.find(groupId, batch, query, options)));
    }
    return found;
  }

  /**
   * One user as a member (doc 64897); undefined when it is not one. Those of one group at the same moment share a call of
   * at most 50.
   *
   * @example (await client.members.findOne("ops-room", "alice"))?.role // "Admin"
   */
  findOne(
    groupId: string,
    userId: string,
    query: MemberQuery = {},
    options?: CallOptions,
  ): Promise<MemberInfo | undefined> {
    return this.#lookup.findOne(groupId, userId, query, options);
  }

  /**
   * Changes what is given of a member, and leaves the rest (doc 34900).
   *
   * @example await client.members.modify("ops-room", "alice", { role: "Admin", nameCard: "Alice (on call)" })
   */
  async modify(groupId: string, userId: string, changes: MemberChanges, options?: CallOptions): Promise<void> {
    const { role, nameCard, messageFlag, customFields } = changes;
    const fields = withoutUndefined({
      Role: role,
      NameCard: nameCard,
      MsgFlag: messageFlag,
      AppMemberDefinedData: customFields && Object.entries(customFields).map(([Key, Value]) => ({ Key, Value })),
    });
    if (Object.keys(fields).length === 0) return;
    const body = { GroupId: groupId, Member_Account: userId, ...fields };
    await this.#caller.request("group_open_http_svc/modify_group_member_info", body, readNothing, options);
  }

  /** What each user is in the group, 500 a call (doc 34963). */
  async roles(
    groupId: string,
    userIds: readonly string[],
    options?: CallOptions,
  ): Promise<Record<string, MemberRole | "NotMember">> {
    const found: (readonly [string, MemberRole | "NotMember"])[] = [];
    for (const batch of idBatches(userIds, MAX_ROLES)) {
      found.push(...(await this.#lookup.roles(groupId, batch, options)));
    }
    return recordOf(found);
  }

  /** What one user is in the group (doc 34963), in a shared call like {@link findOne}, of at most 500. */
  role(groupId: string, userId: string, options?: CallOptions): Promise<MemberRole | "NotMember"> {
    return this.#lookup.role(groupId, userId, options);
  }

  /**
   * Mutes users, 500 a call (doc 34951). Not in a Private (Work) group. Lasts when they leave and come back.
   *
   * @param seconds from now; 0 unmutes; 4294967295 is for ever
   * @param settings.topicId only in this topic
   */
  mute(
    groupId: string,
    userIds: readonly string[],
    seconds: number,
    { topicId }: { topicId?: string | undefined } = {},
    options?: CallOptions,
  ): Promise<void> {
    return this.#restrictions.mute(groupId, userIds, seconds, topicId, options);
  }

  /** Who is muted, and until when (doc 34964). */
  muted(
    groupId: string,
    { topicId }: { topicId?: string | undefined } = {},
    options?: CallOptions,
  ): Promise<Restriction[]> {
    return this.#restrictions.muted(groupId, topicId, options);
  }

  /**
   * Bans users, 20 a call (doc 50296): they get no messages and can't come in again. AVChatRoom only; needs a plan and a
   * switch in the console, else "permission" (10007).
   *
   * @param seconds from now
   * @param settings.description at most 1,000 bytes
   */
  ban(
    groupId: string,
    userIds: readonly string[],
    seconds: number,
    { description }: { description?: string | undefined } = {},
    options?: CallOptions,
  ): Promise<void> {
    return this.#restrictions.ban(groupId, userIds, seconds, description, options);
  }

  /** Lets banned users in again, 20 a call (doc 50297). */
  unban(groupId: string, userIds: readonly string[], options?: CallOptions): Promise<void> {
    return this.#restrictions.unban(groupId, userIds, options);
  }

  /** Who is banned, and until when (doc 50295), 100 a call. */
  banned(groupId: string, options?: CallOptions): Promise<Restriction[]> {
    return this.#restrictions.banned(groupId, options);
  }

  /** The groups that a user is in, 1,000 a call (doc 34925). @example await client.members.joinedGroups("alice", { type: "Public" }) */
  joinedGroups(userId: string, query: JoinedGroupsQuery = {}, options?: CallOptions): Promise<JoinedGroup[]> {
    return listJoinedGroups(this.#caller, userId, query, options);
  }
}
