import { z } from "zod";
import type { ApiCaller, CallOptions } from "../../core/apiCaller";
import type { Answer } from "../../core/envelope";
import { SchemaError } from "../../core/failure";
import { allByOffset, allPages } from "../../core/pages";
import { parseWith } from "../../core/schema";
import { type MemberInfo, type MemberQuery, type MemberRole, memberFilters, memberSchema, toMember } from "./types";

const PATH = "group_open_http_svc/get_group_member_info";
/** The page's advice; its text allows 200, older tables 6,000, and a Community 100 (docs 34948, 269/1617 of 2025-11). */
const PAGE = 100;
/** Of a list that gets shorter all the time. */
const MAX_PASSES = 3;

export interface MemberListQuery extends MemberQuery {
  /** "cursor" for a Community, "offset" for every other type (doc 34948). Default "offset". */
  paging?: "offset" | "cursor" | undefined;
  /** Only members with one of these roles. Default: all. */
  roles?: readonly MemberRole[] | undefined;
}

const pageSchema = z.object({
  /** Of the whole group, whatever the filter. */
  MemberNum: z.int(),
  // Whether the list of a group without members is sent empty or left out is not documented: a missing one is no answer.
  MemberList: z.array(memberSchema),
  /** Of a Community only, "" on its last page. */
  Next: z.string().optional(),
});

interface MemberPage {
  readonly items: readonly MemberInfo[];
  readonly total: number;
  readonly next: string | undefined;
}

/** All members, page by page. */
export function listMembers(
  caller: ApiCaller,
  groupId: string,
  query: MemberListQuery,
  options?: CallOptions,
): Promise<MemberInfo[]> {
  const { roles, paging } = query;
  const common = { GroupId: groupId, Limit: PAGE, ...memberFilters(query), ...(roles && { MemberRoleFilter: roles }) };
  const read = (position: { Next: string } | { Offset: number }): Promise<MemberPage> =>
    caller.request(PATH, { ...common, ...position }, (answer) => pageOf(answer, query), options);
  return paging === "cursor" ? byCursor(read) : byOffset(read, roles !== undefined);
}

function pageOf(answer: Answer, query: MemberListQuery): MemberPage {
  const { MemberNum, MemberList, Next } = parseWith(pageSchema, answer);
  if (query.paging === "cursor" && Next === undefined) throw new SchemaError("Next: is missing");
  return {
    items: MemberList.map((member) => toMember(member, query)),
    total: MemberNum,
    next: Next === "" ? undefined : Next,
  };
}

function byCursor(read: (position: { Next: string }) => Promise<MemberPage>): Promise<MemberInfo[]> {
  return allPages<string, MemberInfo>("", (Next) => read({ Next }), userIdOf);
}

/** Whoever leaves moves everybody behind him up, past what is read already: then the list is read again. */
async function byOffset(
  read: (position: { Offset: number }) => Promise<MemberPage>,
  filtered: boolean,
): Promise<MemberInfo[]> {
  // Whether the offset counts all members, or those that pass the filter, is not documented: whole pages cover both.
  const paging = filtered ? { size: PAGE, step: () => PAGE } : { size: PAGE };
  for (let pass = 1; ; pass += 1) {
    let before = 0;
    let shrunk = false;
    const found = await allByOffset(
      paging,
      async (Offset) => {
        const page = await read({ Offset });
        shrunk ||= page.total < before;
        before = page.total;
        return page;
      },
      userIdOf,
    );
    if (!shrunk || pass === MAX_PASSES) return found;
  }
}

function userIdOf({ userId }: MemberInfo): string {
  return userId;
}
