import type { Group } from "../../state/group";
import { GROUP_TYPES, TYPE_RULES } from "../../state/groupTypes";
import { account, allGroups, type Call, endpoint, mustBeImported } from "../endpoint";
import { BASE_FIELDS, readInTopics } from "../groups/baseFields";
import { pick } from "../pick";
import { type Body, filterOf, InvalidField, integer, object, oneOf, optional } from "../shape";
import { MEMBER_FIELDS, SELF_FIELDS } from "./memberFields";

const BODY = {
  Member_Account: account,
  WithHugeGroups: optional(integer(0, 1)),
  WithNoActiveGroups: optional(integer(0, 1)),
  Limit: optional(integer(1, 5000)),
  Offset: optional(integer(0, Number.MAX_SAFE_INTEGER)),
  GroupType: optional(oneOf(...GROUP_TYPES)),
  SupportTopic: optional(integer(0, 1)),
  ResponseFilter: optional(
    object({
      GroupBaseInfoFilter: optional(filterOf(...Object.keys(BASE_FIELDS))),
      SelfInfoFilter: optional(filterOf(...SELF_FIELDS)),
    }),
  ),
};
type Fields = Body<typeof BODY>;

/** Lists the groups of a user (doc 34925). No code is documented for an account that does not exist: 10019 here. */
export const getJoinedGroupList = endpoint({
  path: "group_open_http_svc/get_joined_group_list",
  writes: false,
  body: BODY,
  run: (call, body) => {
    mustBeImported(call, [body.Member_Account]);
    if (body.SupportTopic !== undefined && body.GroupType !== "Community")
      throw new InvalidField("SupportTopic requires GroupType Community");
    const { Offset = 0, Limit } = body;
    const joined = groupsOf(call, body);
    const page = joined.slice(Offset, Limit === undefined ? undefined : Offset + Limit);
    return { TotalCount: joined.length, GroupIdList: page.map((group) => entry(group, body, call)) };
  },
});

function groupsOf(call: Call, body: Fields): readonly Group[] {
  const { Member_Account: userId, GroupType, SupportTopic, WithHugeGroups, WithNoActiveGroups } = body;
  return allGroups(call).filter(
    (group) =>
      (TYPE_RULES[group.type].storesMembers
        ? group.members.has(userId)
        : WithHugeGroups === 1 && (group.ownerAccount === userId || group.online.has(userId))) &&
      (GroupType === undefined || group.type === GroupType) &&
      (SupportTopic === undefined || group.supportTopic === SupportTopic) &&
      (WithNoActiveGroups === 1 || isActive(group)),
  );
}

/** A Private group is inactive until its first message (doc 33529). */
function isActive(group: Group): boolean {
  return group.type !== "Private" || group.nextMsgSeq > 1;
}

function entry(group: Group, { Member_Account, SupportTopic, ResponseFilter = {} }: Fields, call: Call): object {
  const isOfTopics = SupportTopic !== undefined;
  const base = [...(ResponseFilter.GroupBaseInfoFilter ?? []), ...(isOfTopics ? TOPIC_FIELDS : [])];
  const self = {
    ...selfInfo(group, Member_Account, ResponseFilter.SelfInfoFilter ?? [], call),
    ...(isOfTopics ? { GrossTopicReadSeq: readInTopics(group, Member_Account) } : {}),
  };
  return {
    ...pick(BASE_FIELDS, ["GroupId", ...base], group, call),
    ...(isOfTopics || ResponseFilter.SelfInfoFilter !== undefined ? { SelfInfo: self } : {}),
  };
}

/** Fields that a list by SupportTopic always contains (doc 34925). */
const TOPIC_FIELDS = ["Type", "SupportTopic", "GrossTopicNextMsgSeq"];

function selfInfo(group: Group, userId: string, names: readonly string[], call: Call): object {
  const member = group.members.get(userId);
  return member === undefined ? {} : pick(MEMBER_FIELDS, names, { group, member }, call);
}
