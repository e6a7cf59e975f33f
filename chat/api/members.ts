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
 * Manages group members. An AVChatRoom stores none: only mute, ban and their lists work there, and `rooms` returns who is
 * online. Lists of users are sent in sequential batches; batches before a failed one have taken effect. All methods
 * throw ChatError: "notFound" if the group does not exist, "permission" (10007) if its type does not support the call.
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
   * Adds users, without duplicates, 20 per call (doc 34921). A user that can't be added does not fail the call: check each
   * `result`. A user that is not imported (10019) or a full group (10014) does fail it: see {@link join}.
   *
   * @param settings.silent sends no notice to the group; default false
   * @example await client.members.add("ops-room", ["alice", "bob"], { silent: true })
   */
  async add(
    groupId: string,
    userIds: readonly string[],
    settings: AddOptions = {},
    options?: CallOptions,
  ): Promise<AddedMember[]> {
    const results: AddedMember[] = [];
    // Sequential: a full group then refuses the last users instead of random ones.
    for (const batch of idBatches(userIds, MAX_ADDED)) {
      results.push(...(await this.#membership.add(groupId, batch, settings, options)));
    }
    return results;
  }

  /**
   * Adds one user (doc 34921). Simultaneous calls for one group share a request of at most 20 users. If the service refuses
   * the whole request, each user is added alone, so that the error belongs to this user.
   *
   * @example const result = await client.members.join("ops-room", "alice", { silent: true }) // "added"
   */
  join(groupId: string, userId: string, settings: AddOptions = {}, options?: CallOptions): Promise<AddMemberResult> {
    return this.#membership.join(groupId, userId, settings, options);
  }

  /**
   * Removes users, 100 per call (doc 34949). A user who is not a member is not an error. The result for the owner is not
   * documented.
   *
   * @param settings.silent notifies only the removed user; default false
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

  /** Removes one user (doc 34949), in a shared request like {@link join}, of at most 100 users. */
  leave(groupId: string, userId: string, settings: RemoveOptions = {}, options?: CallOptions): Promise<void> {
    return this.#membership.leave(groupId, userId, settings, options);
  }

  /**
   * Returns all members, without duplicates, 100 per call (doc 34948). If the group shrinks meanwhile, the list is read
   * again, up to three times. A Community needs `paging: "cursor"`.
   *
   * @example const admins = await client.members.list("ops-room", { roles: ["Owner", "Admin"], fields: ["role"] })
   */
  list(groupId: string, query: MemberListQuery = {}, options?: CallOptions): Promise<MemberInfo[]> {
    return listMembers(this.#caller, groupId, query, options);
  }

  /** Returns the given users as members, 50 per call (doc 64897); omits users who are not members. */
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
   * Returns one user as a member (doc 64897); undefined if the user is not a member. Simultaneous calls for one group share
   * a request of at most 50 users.
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
   * Changes the given fields of a member and leaves the others unchanged (doc 34900).
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

  /** Returns the role of each user, 500 per call (doc 34963). */
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

  /** Returns the role of one user (doc 34963), in a shared request like {@link findOne}, of at most 500 users. */
  role(groupId: string, userId: string, options?: CallOptions): Promise<MemberRole | "NotMember"> {
    return this.#lookup.role(groupId, userId, options);
  }

  /**
   * Mutes users, 500 per call (doc 34951). Not supported in a Private (Work) group. The mute persists if they leave and
   * rejoin.
   *
   * @param seconds from now; 0 unmutes; 4294967295 is permanent
   * @param settings.topicId mutes in this topic only
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

  /** Returns the muted users, each with the end time (doc 34964). */
  muted(
    groupId: string,
    { topicId }: { topicId?: string | undefined } = {},
    options?: CallOptions,
  ): Promise<Restriction[]> {
    return this.#restrictions.muted(groupId, topicId, options);
  }

  /**
   * Bans users, 20 per call (doc 50296): they get no messages and can't rejoin. AVChatRoom only. The plan must include it and
   * it must be enabled in the console, otherwise "permission" (10007).
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

  /** Unbans users, 20 per call (doc 50297). */
  unban(groupId: string, userIds: readonly string[], options?: CallOptions): Promise<void> {
    return this.#restrictions.unban(groupId, userIds, options);
  }

  /** Returns the banned users, each with the end time, 100 per call (doc 50295). */
  banned(groupId: string, options?: CallOptions): Promise<Restriction[]> {
    return this.#restrictions.banned(groupId, options);
  }

  /** Returns the groups of a user, 1,000 per call (doc 34925). @example await client.members.joinedGroups("alice", { type: "Public" }) */
  joinedGroups(userId: string, query: JoinedGroupsQuery = {}, options?: CallOptions): Promise<JoinedGroup[]> {
    return listJoinedGroups(this.#caller, userId, query, options);
  }
}
