import { TYPE_RULES } from "../../state/groupTypes";
import { refuse } from "../../wire/answer";
import { account, endpoint, existing } from "../endpoint";
import { list, text } from "../shape";

const users = list(account, { min: 1, max: 500 });

/** Reads the roles of up to 500 users in a group; NotMember for non-members (doc 34963). */
export const getRoleInGroup = endpoint({
  path: "group_open_http_svc/get_role_in_group",
  writes: false,
  body: { GroupId: text(), User_Account: users },
  run: (call, { GroupId, User_Account: accounts }) => {
    const group = existing(call, GroupId);
    if (!TYPE_RULES[group.type].storesMembers) refuse(10007, `the members of an ${group.type} are not stored`);
    return {
      UserIdList: accounts.map((userId) => ({
        Member_Account: userId,
        Role: group.members.get(userId)?.role ?? "NotMember",
      })),
    };
  },
});
