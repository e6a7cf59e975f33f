import { TYPE_RULES } from "../../state/groupTypes";
import { membersLeft } from "../../webhooks/memberEvents";
import { account, endpoint, existing } from "../endpoint";
import { InvalidField, integer, list, optional, text } from "../shape";

const accountsToRemove = list(account, { min: 1, max: 100 });

/**
 * Removes members (doc 34949), up to 100 per call: the page says 100, the limits page 500. Removing a non-member succeeds.
 * AVChatRooms answer 10004, not 10007. A group without members remains: the service is documented to recycle a group "whose
 * members all left", but not a group whose members an admin removed.
 */
export const deleteGroupMember = endpoint({
  path: "group_open_http_svc/delete_group_member",
  writes: true,
  body: {
    GroupId: text(),
    MemberToDel_Account: accountsToRemove,
    Silence: optional(integer(0, 1)),
    Reason: optional(text()),
  },
  run: (call, { GroupId, MemberToDel_Account: accounts }) => {
    const group = existing(call, GroupId);
    if (!TYPE_RULES[group.type].storesMembers)
      throw new InvalidField(`members can't be removed from an ${group.type}: mute or ban them`);
    // Not documented: the whole call is refused, so that no client relies on it.
    if (group.ownerAccount !== "" && accounts.includes(group.ownerAccount))
      throw new InvalidField(`${group.ownerAccount} is the owner of the group and can't be removed`);
    const left = accounts.filter((userId) => group.members.delete(userId));
    if (left.length > 0) call.app.webhook.report(membersLeft(group, call.caller, "Kicked", left), "RESTAPI");
    return {};
  },
});
