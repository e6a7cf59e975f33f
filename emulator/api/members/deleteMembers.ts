import { TYPE_RULES } from "../../state/groupTypes";
import { account, endpoint, existing } from "../endpoint";
import { InvalidField, integer, list, optional, text } from "../shape";

const accountsToRemove = list(account, { min: 1, max: 100 });

/**
 * Removes members (doc 34949), up to 100 a call: the page says 100 and the limits page 500. Whoever is none counts as removed.
 * Not for AVChatRooms, by 10004 and not 10007. A group that is emptied this way is kept: that the service recycles one "whose
 * members all left" is documented, that it does so when an admin removes them is not.
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
    // Not documented: refused as a whole, so that nobody counts on it.
    if (group.ownerAccount !== "" && accounts.includes(group.ownerAccount))
      throw new InvalidField(`${group.ownerAccount} is the owner of the group and can't be removed`);
    for (const userId of accounts) group.members.delete(userId);
    return {};
  },
});
