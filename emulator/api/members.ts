import { TYPE_RULES } from "../state/groupTypes";
import { refuse } from "../wire/answer";
import { account, endpoint, existing, mustBeImported } from "./endpoint";
import { integer, list, object, optional, text } from "./shape";

const ADDED = 1;
const ALREADY_A_MEMBER = 2;

const newMembers = list(object({ Member_Account: account }), { min: 1, max: 100, code: 10005 });

/**
 * Adds members (doc 34921), up to 100 a call: the page says 300 and the limits page 100, and a client must stay within both.
 * All or none: an account that does not exist (10019) or a full group (10014) adds nobody.
 */
export const addGroupMember = endpoint({
  path: "group_open_http_svc/add_group_member",
  writes: true,
  body: {
    GroupId: text(),
    MemberList: newMembers,
    Silence: optional(integer(0, 1)),
  },
  run: (call, { GroupId, MemberList }) => {
    const { app } = call;
    const group = existing(call, GroupId);
    if (!TYPE_RULES[group.type].storesMembers) refuse(10007, `members can't be added to an ${group.type}`);
    const accounts = MemberList.map((member) => member.Member_Account);
    mustBeImported(call, accounts);
    const added = new Set(accounts.filter((userId) => !group.members.has(userId)));
    if (group.members.size + added.size > group.maxMemberNum) refuse(10014, "the group is full");
    const { maxGroupsPerUser } = app.settings;
    if (maxGroupsPerUser !== Number.POSITIVE_INFINITY)
      for (const userId of added)
        if (app.groupsOfUser(userId) >= maxGroupsPerUser) refuse(10037, `${userId} is in too many groups`);
    for (const userId of added)
      group.members.set(userId, { account: userId, role: "Member", joinTime: app.nowSeconds });
    return {
      MemberList: accounts.map((userId) => ({
        Member_Account: userId,
        Result: added.has(userId) ? ADDED : ALREADY_A_MEMBER,
      })),
    };
  },
});
