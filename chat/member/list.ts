import { z } from "zod";
import type { Caller, CallOptions } from "../core/caller";
import { allPages } from "../core/pages";
import { shaped } from "../core/shape";
import {
  type MemberInfo,
  type MemberQuery,
  type MemberRole,
  memberFilters,
  memberSchema,
  toMember,
  type WireMember,
} from "./types";

const PATH = "group_open_http_svc/get_group_member_info";
/** The page's advice; its table says 6,000, its text 200, and 100 for a Community (doc 34948). */
const PAGE = 100;
/** Of a list that gets shorter all the time. */
const MOST_PASSES = 3;

export interface MemberListQuery extends MemberQuery {
  /** "cursor" for a Community, "offset" for every other type (doc 34948). Default "offset". */
  paging?: "offset" | "cursor" | undefined;
  /** Only members with one of these roles. Default: all. */
  roles?: readonly MemberRole[] | undefined;
}

const pageSchema = z.object({
  MemberNum: z.int().default(0),
  MemberList: z.array(memberSchema).default([]),
  Next: z.string().default(""),
});

type WirePage = z.infer<typeof pageSchema>;

/** All members, page by page. */
export async function listMembers(
  caller: Caller,
  groupId: string,
  query: MemberListQuery,
  options?: CallOptions,
): Promise<MemberInfo[]> {
  const { roles, paging } = query;
  const common = { GroupId: groupId, Limit: PAGE, ...memberFilters(query), ...(roles && { MemberRoleFilter: roles }) };
  const read = (position: { Next: string } | { Offset: number }): Promise<WirePage> =>
    caller.request(PATH, { ...common, ...position }, (answer) => shaped(pageSchema, answer), options);

  const found = paging === "cursor" ? await byCursor(read) : await byOffset(read, roles !== undefined);
  return found.map((member) => toMember(member, query));
}

function byCursor(read: (position: { Next: string }) => Promise<WirePage>): Promise<WireMember[]> {
  return allPages<string, WireMember>(
    "",
    async (Next) => {
      const page = await read({ Next });
      return { items: page.MemberList, next: page.Next === "" ? undefined : page.Next };
    },
    userIdOf,
  );
}

/** Whoever leaves moves everybody behind him up, past what is read already: then the list is read again. */
async function byOffset(
  read: (position: { Offset: number }) => Promise<WirePage>,
  filtered: boolean,
): Promise<WireMember[]> {
  for (let pass = 1; ; pass += 1) {
    let before = 0;
    let shrunk = false;
    const found = await allPages<number, WireMember>(
      0,
      async (Offset) => {
        const { MemberList, MemberNum } = await read({ Offset });
        shrunk ||= MemberNum < before;
        before = MemberNum;
        // Whether the offset counts all members, or those that pass the filter, is not documented: whole pages cover both.
        const next = Offset + (filtered ? PAGE : MemberList.length);
        return { items: MemberList, next: next > Offset && next < MemberNum ? next : undefined };
      },
      userIdOf,
    );
    if (!shrunk || pass === MOST_PASSES) return found;
  }
}

function userIdOf({ Member_Account }: WireMember): string {
  return Member_Account;
}
