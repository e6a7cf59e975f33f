import type { AppState } from "../../state/appState";
import { addMember, type Group } from "../../state/group";
import { TYPE_RULES } from "../../state/groupTypes";
import { setUnread } from "../../state/messages/message";
import { refuse } from "../../wire/answer";
import { account, endpoint, existing } from "../endpoint";
import { rejectField } from "../groups/profile";
import { type Body, InvalidField, list, object, oneOf, optional, text, uint32 } from "../shape";

const FAILED = 0;
const IMPORTED = 1;
const ALREADY_A_MEMBER = 2;

const MEMBER = {
  Member_Account: account,
  Role: optional(oneOf("Admin")),
  JoinTime: optional(uint32),
  UnreadMsgNum: optional(uint32),
};
const imported = list(object(MEMBER), { min: 1, max: 300, code: 10005 });

/**
 * Imports historical members, up to 300 per call, without notifications (doc 34969). No code is documented for an account
 * that does not exist or for a full group: that such a member fails alone is inferred.
 */
export const importGroupMember = endpoint({
  path: "group_open_http_svc/import_group_member",
  writes: true,
  body: { GroupId: text(), MemberList: imported },
  run: (call, { GroupId, MemberList }) => {
    const { app } = call;
    const group = existing(call, GroupId);
    if (!TYPE_RULES[group.type].storesMembers) refuse(10007, `members can't be imported into an ${group.type}`);
    for (const member of MemberList) check(member, group, app);
    return {
      MemberList: MemberList.map((member) => ({
        Member_Account: member.Member_Account,
        Result: importOne(member, group, app),
      })),
    };
  },
});

function check({ Role, JoinTime }: Body<typeof MEMBER>, group: Group, app: AppState): void {
  if (Role !== undefined && !TYPE_RULES[group.type].hasAdmins) rejectField("Role Admin", group.type);
  if (JoinTime !== undefined && (JoinTime < group.createTime || JoinTime > app.nowSeconds))
    throw new InvalidField("JoinTime must be between the group's creation and now");
}

function importOne(member: Body<typeof MEMBER>, group: Group, app: AppState): number {
  const { Member_Account: userId, Role = "Member", JoinTime = app.nowSeconds, UnreadMsgNum } = member;
  if (group.members.has(userId)) return ALREADY_A_MEMBER;
  if (!app.accounts.has(userId) || group.members.size >= group.maxMemberNum) return FAILED;
  addMember(group, userId, Role, JoinTime);
  if (UnreadMsgNum !== undefined && group.messages !== undefined) setUnread(group, userId, UnreadMsgNum);
  return IMPORTED;
}
