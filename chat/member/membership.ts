import { z } from "zod";
import type { Caller, CallOptions } from "../core/caller";
import type { Answer } from "../core/envelope";
import { KeyedBatcher } from "../core/keyedBatcher";
import { nothing, shaped } from "../core/shape";
import { type AddMemberResult, withoutUndefined } from "../group/types";

const ADD = "group_open_http_svc/add_group_member";
const REMOVE = "group_open_http_svc/delete_group_member";
/** The page of add says 300 (doc 34921), the limits page 100; of delete 100 (doc 34949) and 500 (doc 34381): the smaller ones. */
export const MOST_MEMBERS = 100;

/** How to add: `silent` sends no notice to the group. */
export interface AddOptions {
  silent?: boolean | undefined;
}

/** How to remove: `silent` tells nobody but the removed user; `reason` is in the notice. */
export interface RemoveOptions {
  silent?: boolean | undefined;
  reason?: string | undefined;
}

/** What became of one user that was to be added. */
export interface AddedMember {
  readonly userId: string;
  readonly result: AddMemberResult;
}

const addedSchema = z.object({
  MemberList: z.array(z.object({ Member_Account: z.string(), Result: z.int() })).default([]),
});

/** doc 34921; 4 is known from client headers only. */
const addResults: Readonly<Record<number, AddMemberResult>> = {
  0: "failed",
  1: "added",
  2: "alreadyMember",
  3: "pending",
  4: "overLimit",
};

/** Lets users join and leave groups: single users of one group at the same moment in one call, each with an outcome of its own. */
export class Membership {
  readonly #caller: Caller;
  readonly #joining: KeyedBatcher<{ groupId: string; settings: AddOptions }, string, AddMemberResult>;
  readonly #leaving: KeyedBatcher<{ groupId: string; settings: RemoveOptions }, string, void>;

  constructor(caller: Caller) {
    this.#caller = caller;
    this.#joining = new KeyedBatcher({
      caller,
      api: "add_group_member",
      kind: "write",
      limit: MOST_MEMBERS,
      send: async ({ groupId, settings }, userIds, options) => {
        const added = await this.add(groupId, [...new Set(userIds)], settings, options);
        const results = new Map(added.map(({ userId, result }) => [userId, result]));
        return (userId) => results.get(userId) ?? "failed";
      },
    });
    this.#leaving = new KeyedBatcher({
      caller,
      api: "delete_group_member",
      kind: "write",
      limit: MOST_MEMBERS,
      send: async ({ groupId, settings }, userIds, options) => {
        await this.remove(groupId, [...new Set(userIds)], settings, options);
        return nothing;
      },
    });
  }

  join(
    groupId: string,
    userId: string,
    { silent = false }: AddOptions,
    options?: CallOptions,
  ): Promise<AddMemberResult> {
    return this.#joining.ask({ groupId, settings: { silent } }, userId, options);
  }

  leave(
    groupId: string,
    userId: string,
    { silent = false, reason }: RemoveOptions,
    options?: CallOptions,
  ): Promise<void> {
    return this.#leaving.ask({ groupId, settings: { silent, reason } }, userId, options);
  }

  /** One call. */
  add(
    groupId: string,
    userIds: readonly string[],
    { silent = false }: AddOptions,
    options?: CallOptions,
  ): Promise<AddedMember[]> {
    const MemberList = userIds.map((Member_Account) => ({ Member_Account }));
    return this.#caller.request(ADD, { GroupId: groupId, Silence: flag(silent), MemberList }, addedMembers, options);
  }

  /** One call. */
  remove(
    groupId: string,
    userIds: readonly string[],
    { silent = false, reason }: RemoveOptions,
    options?: CallOptions,
  ): Promise<void> {
    const body = { GroupId: groupId, MemberToDel_Account: userIds, Silence: flag(silent), Reason: reason };
    return this.#caller.request(REMOVE, withoutUndefined(body), nothing, options);
  }
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function addedMembers(answer: Answer): AddedMember[] {
  return shaped(addedSchema, answer).MemberList.map(({ Member_Account, Result }) => ({
    userId: Member_Account,
    result: addResults[Result] ?? "failed",
  }));
}
