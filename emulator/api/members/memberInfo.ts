import type { Group } from "../../state/group";
import { TYPE_RULES } from "../../state/groupTypes";
import type { Membership } from "../../state/member";
import { refuse } from "../../wire/answer";
import { memberFields } from "../customFields";
import { account, type Call, endpoint, existing } from "../endpoint";
import { rejectField } from "../groups/profile";
import { type Body, filterOf, InvalidField, integer, list, oneOf, optional, optionalOrEmpty, text } from "../shape";
import { MEMBER_FIELDS, memberEntry } from "./memberFields";

/** 269/1617 of 2025-11, and the text of doc 34948 (its table says 6000). */
const MAX_PAGE = 200;
const MAX_COMMUNITY_PAGE = 100;
/** Cursors of communities are opaque strings. */
const CURSOR = /^m-([1-9]\d{0,14})$/;

const FILTERS = {
  MemberInfoFilter: optional(filterOf(...Object.keys(MEMBER_FIELDS))),
  MemberRoleFilter: optional(list(oneOf("Owner", "Admin", "Member"))),
  AppDefinedDataFilter_GroupMember: optional(list(text({ min: 1 }), memberFields)),
};
type Filters = Body<typeof FILTERS>;

const PAGED = {
  GroupId: text(),
  Limit: optional(integer(1, MAX_PAGE)),
  Offset: optional(integer(0, Number.MAX_SAFE_INTEGER)),
  // Empty: the first page of a community.
  Next: optionalOrEmpty(text()),
  ...FILTERS,
};
type Paged = Body<typeof PAGED>;

/** Lists the members of a group in the order of joining, paged by Offset, or by Next in a community (doc 34948). */
export const getGroupMemberInfo = endpoint({
  path: "group_open_http_svc/get_group_member_info",
  writes: false,
  body: PAGED,
  run: (call, body) => {
    const group = withMembers(call, body.GroupId);
    const found = withRoles(group, body);
    const { members, extra } = group.type === "Community" ? pageByNext(found, body) : pageByOffset(found, body, group);
    return { MemberNum: group.members.size, MemberList: entries(group, members, body, call), ...extra };
  },
});

const named = list(account, { min: 1, max: 50 });

/** Reads up to 50 members by UserID (doc 64897). Non-members are omitted, which is unconfirmed. */
export const getSpecifiedGroupMemberInfo = endpoint({
  path: "group_open_http_svc/get_specified_group_member_info",
  writes: false,
  body: { GroupId: text(), Member_List_Account: named, ...FILTERS },
  run: (call, body) => {
    const group = withMembers(call, body.GroupId);
    const members = withRoles(group, body).filter((member) => body.Member_List_Account.includes(member.account));
    return { GroupId: group.groupId, MemberList: entries(group, members, body, call) };
  },
});

/** Returns the existing group; refuses types without stored members. An older doc 34963 allows AVChatRooms: refused here. */
function withMembers(call: Call, groupId: string): Group {
  const group = existing(call, groupId);
  if (!TYPE_RULES[group.type].storesMembers) refuse(10007, `the members of an ${group.type} are not stored`);
  return group;
}

function withRoles(group: Group, { MemberRoleFilter: roles }: Filters): readonly Membership[] {
  return [...group.members.values()].filter((member) => roles === undefined || roles.includes(member.role));
}

/** Without MemberInfoFilter: all fields. Without AppDefinedDataFilter_GroupMember: no custom fields (doc 34948). */
function entries(group: Group, members: readonly Membership[], filters: Filters, call: Call): readonly object[] {
  const { MemberInfoFilter: names = Object.keys(MEMBER_FIELDS), AppDefinedDataFilter_GroupMember: keys } = filters;
  return members.map((member) => memberEntry({ group, member }, names, keys, call));
}

interface Page {
  readonly members: readonly Membership[];
  /** Further fields of the answer. */
  readonly extra: { readonly Next?: string };
}

function pageByOffset(found: readonly Membership[], { Limit, Offset = 0, Next }: Paged, group: Group): Page {
  if (Next !== undefined) rejectField("Next", group.type);
  return { members: found.slice(Offset, Limit === undefined ? undefined : Offset + Limit), extra: {} };
}

function pageByNext(found: readonly Membership[], { Limit = MAX_COMMUNITY_PAGE, Offset, Next }: Paged): Page {
  if (Offset !== undefined) rejectField("Offset", "Community");
  if (Next === undefined) throw new InvalidField("Next is missing: it pages the members of a community");
  if (Limit > MAX_COMMUNITY_PAGE)
    throw new InvalidField(`Limit must be from 1 to ${MAX_COMMUNITY_PAGE} for a community`);
  const cursor = Next === "" ? "0" : CURSOR.exec(Next)?.[1];
  if (cursor === undefined) throw new InvalidField("Next must be empty or the Next of the previous answer");
  const remaining = found.filter((member) => member.serial > Number(cursor));
  const members = remaining.slice(0, Limit);
  return { members, extra: { Next: members.length < remaining.length ? `m-${members.at(-1)?.serial}` : "" } };
}
