import { z } from "zod";
import type { ApiCaller, CallOptions } from "../../core/apiCaller";
import { answerFor, itemsById, requireItems } from "../../core/batching/items";
import { KeyedBatcher } from "../../core/batching/keyedBatcher";
import { parseWith, recordOf } from "../../core/schema";
import {
  type MemberInfo,
  type MemberQuery,
  type MemberRole,
  memberFilters,
  memberSchema,
  roleSchema,
  toMember,
} from "./types";

const FIND = "group_open_http_svc/get_specified_group_member_info";
const ROLES = "group_open_http_svc/get_role_in_group";
/** doc 64897 */
export const MAX_LOOKUP = 50;
/** doc 34963 */
export const MAX_ROLES = 500;

// Whether an empty list is sent or left out is not documented (doc 64897): a missing one is no answer, not "no members".
const foundSchema = z.object({ MemberList: z.array(memberSchema) });
const rolesSchema = z.object({
  UserIdList: z.array(z.object({ Member_Account: z.string(), Role: z.enum([...roleSchema.options, "NotMember"]) })),
});

interface MemberRequest {
  readonly userId: string;
  readonly customFieldKeys: readonly string[];
}

/** Looks members up: single users of one group at the same moment in one call, each with an outcome of its own. */
export class MemberLookup {
  readonly #caller: ApiCaller;
  readonly #memberBatcher: KeyedBatcher<
    Pick<MemberQuery, "fields"> & { groupId: string },
    MemberRequest,
    MemberInfo | undefined
  >;
  readonly #roleBatcher: KeyedBatcher<string, string, MemberRole | "NotMember">;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
    this.#memberBatcher = new KeyedBatcher({
      caller,
      api: "get_specified_group_member_info",
      kind: "read",
      limit: MAX_LOOKUP,
      send: ({ groupId, fields }, requests, options) => this.#findMany(groupId, fields, requests, options),
    });
    this.#roleBatcher = new KeyedBatcher({
      caller,
      api: "get_role_in_group",
      kind: "read",
      limit: MAX_ROLES,
      send: async (groupId, userIds, options) => {
        const roles = new Map(await this.roles(groupId, [...new Set(userIds)], options));
        return (userId) => answerFor(roles, userId);
      },
    });
  }

  findOne(
    groupId: string,
    userId: string,
    { fields, customFieldKeys = [] }: MemberQuery,
    options?: CallOptions,
  ): Promise<MemberInfo | undefined> {
    return this.#memberBatcher.submit({ groupId, fields }, { userId, customFieldKeys }, options);
  }

  role(groupId: string, userId: string, options?: CallOptions): Promise<MemberRole | "NotMember"> {
    return this.#roleBatcher.submit(groupId, userId, options);
  }

  /** One call for users who are each named once. Who is not a member is left out, which is not confirmed (doc 64897). */
  find(groupId: string, userIds: readonly string[], query: MemberQuery, options?: CallOptions): Promise<MemberInfo[]> {
    return this.#caller.request(
      FIND,
      { GroupId: groupId, Member_List_Account: userIds, ...memberFilters(query) },
      (answer) => {
        const { MemberList } = parseWith(foundSchema, answer);
        const found = itemsById("MemberList", MemberList, accountOf, userIds);
        return [...found.values()].map((member) => toMember(member, query));
      },
      options,
    );
  }

  /** One call for users who are each named once. The service says of each what it is, "NotMember" included (doc 34963). */
  roles(
    groupId: string,
    userIds: readonly string[],
    options?: CallOptions,
  ): Promise<(readonly [userId: string, role: MemberRole | "NotMember"])[]> {
    return this.#caller.request(
      ROLES,
      { GroupId: groupId, User_Account: userIds },
      (answer) => {
        const { UserIdList } = parseWith(rolesSchema, answer);
        const items = requireItems("UserIdList", UserIdList, accountOf, userIds);
        return items.map(({ Member_Account, Role }) => [Member_Account, Role] as const);
      },
      options,
    );
  }

  async #findMany(
    groupId: string,
    fields: MemberQuery["fields"],
    requests: readonly MemberRequest[],
    options: CallOptions,
  ): Promise<(request: MemberRequest) => MemberInfo | undefined> {
    const userIds = [...new Set(requests.map(({ userId }) => userId))];
    const customFieldKeys = [...new Set(requests.flatMap((request) => request.customFieldKeys))];
    const found = await this.find(groupId, userIds, { fields, customFieldKeys }, options);
    const members = new Map(found.map((member) => [member.userId, member]));
    return ({ userId, customFieldKeys: keys }) => {
      const member = members.get(userId);
      if (member === undefined) return undefined;
      const requested = Object.entries(member.customFields).filter(([key]) => keys.includes(key));
      return { ...member, customFields: recordOf(requested) };
    };
  }
}

function accountOf({ Member_Account }: { readonly Member_Account: string }): string {
  return Member_Account;
}
