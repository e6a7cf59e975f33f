import { z } from "zod";
import type { ApiCaller, CallOptions } from "../../core/apiCaller";
import { answerFor, requireItems } from "../../core/batching/items";
import { KeyedBatcher } from "../../core/batching/keyedBatcher";
import type { Answer } from "../../core/envelope";
import { SchemaError } from "../../core/failure";
import { parseWith, readNothing } from "../../core/schema";
import { type AddMemberResult, withoutUndefined } from "../group/types";

const ADD = "group_open_http_svc/add_group_member";
const REMOVE = "group_open_http_svc/delete_group_member";
/** 20 since 2026-02-06 (doc 269/1621); an older page says 300 (doc 34921), the limits page 100 (doc 34381). */
export const MAX_ADDED = 20;
/** 100 (doc 34949); the limits page says 500 (doc 34381). */
export const MAX_REMOVED = 100;

/** Options of an add: `silent` sends no notice to the group. */
export interface AddOptions {
  silent?: boolean | undefined;
}

/** Options of a removal: `silent` notifies only the removed user; `reason` is shown in the notice. */
export interface RemoveOptions {
  silent?: boolean | undefined;
  reason?: string | undefined;
}

/** The outcome of adding one user. */
export interface AddedMember {
  readonly userId: string;
  readonly result: AddMemberResult;
}

const addedSchema = z.object({ MemberList: z.array(z.object({ Member_Account: z.string(), Result: z.int() })) });

/** doc 34921; 4 is from client headers only. */
const addResults: Readonly<Record<number, AddMemberResult>> = {
  0: "failed",
  1: "added",
  2: "alreadyMember",
  3: "pending",
  4: "overLimit",
};

/** Adds and removes members. Simultaneous calls for single users of one group are batched; each has its own outcome. */
export class Membership {
  readonly #caller: ApiCaller;
  readonly #joinBatcher: KeyedBatcher<{ groupId: string; settings: AddOptions }, string, AddMemberResult>;
  readonly #leaveBatcher: KeyedBatcher<{ groupId: string; settings: RemoveOptions }, string, void>;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
    this.#joinBatcher = new KeyedBatcher({
      caller,
      api: "add_group_member",
      kind: "write",
      limit: MAX_ADDED,
      send: async ({ groupId, settings }, userIds, options) => {
        const added = await this.add(groupId, [...new Set(userIds)], settings, options);
        const results = new Map(added.map(({ userId, result }) => [userId, result]));
        return (userId) => answerFor(results, userId);
      },
    });
    this.#leaveBatcher = new KeyedBatcher({
      caller,
      api: "delete_group_member",
      kind: "write",
      limit: MAX_REMOVED,
      send: async ({ groupId, settings }, userIds, options) => {
        await this.remove(groupId, [...new Set(userIds)], settings, options);
        return readNothing;
      },
    });
  }

  join(
    groupId: string,
    userId: string,
    { silent = false }: AddOptions,
    options?: CallOptions,
  ): Promise<AddMemberResult> {
    return this.#joinBatcher.submit({ groupId, settings: { silent } }, userId, options);
  }

  leave(
    groupId: string,
    userId: string,
    { silent = false, reason }: RemoveOptions,
    options?: CallOptions,
  ): Promise<void> {
    return this.#leaveBatcher.submit({ groupId, settings: { silent, reason } }, userId, options);
  }

  /** Makes one call. The user ids must be unique. */
  add(
    groupId: string,
    userIds: readonly string[],
    { silent = false }: AddOptions,
    options?: CallOptions,
  ): Promise<AddedMember[]> {
    const MemberList = userIds.map((Member_Account) => ({ Member_Account }));
    const body = { GroupId: groupId, Silence: flag(silent), MemberList };
    return this.#caller.request(ADD, body, (answer) => addedMembers(answer, userIds), options);
  }

  /** Makes one call. */
  remove(
    groupId: string,
    userIds: readonly string[],
    { silent = false, reason }: RemoveOptions,
    options?: CallOptions,
  ): Promise<void> {
    const body = { GroupId: groupId, MemberToDel_Account: userIds, Silence: flag(silent), Reason: reason };
    return this.#caller.request(REMOVE, withoutUndefined(body), readNothing, options);
  }
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

/** A missing or undocumented result does not mean "failed": the user may or may not have been added. */
function addedMembers(answer: Answer, requestedIds: readonly string[]): AddedMember[] {
  const { MemberList } = parseWith(addedSchema, answer);
  const items = requireItems("MemberList", MemberList, ({ Member_Account }) => Member_Account, requestedIds);
  return items.map(({ Member_Account: userId, Result }) => {
    const result = addResults[Result];
    if (result === undefined)
      throw new SchemaError(`MemberList: has the result ${Result} for ${JSON.stringify(userId)}`);
    return { userId, result };
  });
}
