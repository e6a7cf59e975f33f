import { touch, transferTo } from "../../state/group";
import { TYPE_RULES } from "../../state/groupTypes";
import { ownerChanged } from "../../webhooks/groupEvents";
import { refuse } from "../../wire/answer";
import { account, endpoint, existing, mustBeImported } from "../endpoint";
import { InvalidField, optional, text } from "../shape";

/** Transfers a group to another owner, who must be a member; not for AVChatRooms (doc 34966). */
export const changeGroupOwner = endpoint({
  path: "group_open_http_svc/change_group_owner",
  writes: true,
  body: { GroupId: text(), NewOwner_Account: account, From_Account: optional(account) },
  run: (call, { GroupId, NewOwner_Account: userId, From_Account: operator }) => {
    const group = existing(call, GroupId);
    if (!TYPE_RULES[group.type].storesMembers) refuse(10007, `the owner of an ${group.type} can't be changed`);
    mustBeImported(call, operator === undefined ? [userId] : [userId, operator]);
    if (!group.members.has(userId)) throw new InvalidField(`NewOwner_Account ${userId} is not a member of the group`);
    // Not documented: refused, so that a client reads before it writes.
    if (group.ownerAccount === userId) throw new InvalidField(`${userId} is already the owner`);
    const previousOwner = group.ownerAccount;
    transferTo(group, userId);
    touch(group, call.app.nowSeconds);
    call.app.webhook.report(ownerChanged(group, operator ?? call.caller, previousOwner), "RESTAPI");
    return {};
  },
});
