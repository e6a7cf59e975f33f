import type { Group } from "../../state/group";
import { TYPE_RULES } from "../../state/groupTypes";
import { ApiError } from "../../wire/answer";
import { groupFields, memberFields, pairsOf, type RequestedKeys } from "../customFields";
import { type Call, endpoint, existing } from "../endpoint";
import { MEMBER_FIELDS, memberEntry } from "../members/memberFields";
import { pick } from "../pick";
import { type Body, filterOf, list, object, optional, text } from "../shape";
import { BASE_FIELDS } from "./baseFields";

const MAX_IDS = 50;

const BODY = {
  GroupIdList: list(text(), { min: 1, max: MAX_IDS }),
  ResponseFilter: optional(
    object({
      GroupBaseInfoFilter: optional(filterOf(...Object.keys(BASE_FIELDS))),
      MemberInfoFilter: optional(filterOf("Account", ...Object.keys(MEMBER_FIELDS))),
      AppDefinedDataFilter_Group: optional(list(text({ min: 1 }), groupFields)),
      AppDefinedDataFilter_GroupMember: optional(list(text({ min: 1 }), memberFields)),
    }),
  ),
};
type RequestFilter = NonNullable<Body<typeof BODY>["ResponseFilter"]>;

/** The requested fields of a group. */
interface Requested extends Pick<RequestFilter, "GroupBaseInfoFilter" | "MemberInfoFilter"> {
  readonly AppDefinedDataFilter_Group?: RequestedKeys;
  readonly AppDefinedDataFilter_GroupMember?: RequestedKeys;
}

/** The default without ResponseFilter. */
const EVERYTHING: Requested = {
  GroupBaseInfoFilter: Object.keys(BASE_FIELDS),
  MemberInfoFilter: Object.keys(MEMBER_FIELDS),
  AppDefinedDataFilter_Group: "all",
  AppDefinedDataFilter_GroupMember: "all",
};

/**
 * Reads up to 50 groups (doc 34961). Without ResponseFilter: all fields and the members. With it: only what it names.
 * A group that does not exist fails in its own entry; the answer as a whole is OK.
 */
export const getGroupInfo = endpoint({
  path: "group_open_http_svc/get_group_info",
  writes: false,
  body: BODY,
  run: (call, { GroupIdList, ResponseFilter: requested = EVERYTHING }) => ({
    GroupInfo: GroupIdList.map((groupId) => entry(call, groupId, requested)),
  }),
});

function entry(call: Call, groupId: string, requested: Requested): object {
  try {
    return { ErrorCode: 0, ErrorInfo: "", ...read(existing(call, groupId), requested, call) };
  } catch (error) {
    if (error instanceof ApiError) return { GroupId: groupId, ErrorCode: error.code, ErrorInfo: error.info };
    throw error;
  }
}

function read(group: Group, filter: Requested, call: Call): object {
  const base = pick(BASE_FIELDS, ["GroupId", ...(filter.GroupBaseInfoFilter ?? [])], group, call);
  const keys = filter.AppDefinedDataFilter_Group;
  const names = filter.MemberInfoFilter?.map((name) => (name === "Account" ? "Member_Account" : name)) ?? [];
  const members = () =>
    Array.from(group.members.values(), (member) =>
      memberEntry({ group, member }, names, filter.AppDefinedDataFilter_GroupMember, call),
    );
  return {
    ...base,
    ...(keys === undefined ? {} : { AppDefinedData: pairsOf(group.customFields, keys) }),
    // The members of an AVChatRoom are not stored (doc 33529), so they can't be read.
    ...(names.length === 0 || !TYPE_RULES[group.type].storesMembers ? {} : { MemberList: members() }),
  };
}
