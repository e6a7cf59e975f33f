import { setUnread } from "../../state/messages/message";
import { account, endpoint, existing } from "../endpoint";
import { InvalidField, text, uint32 } from "../shape";

/** Types without unread counts: setting one is ignored without an error (doc 34909). */
const WITHOUT_UNREAD = ["ChatRoom", "AVChatRoom"];

/** Sets how many messages a member has not read, at most as many as there are (doc 34909). */
export const setUnreadMsgNum = endpoint({
  path: "group_open_http_svc/set_unread_msg_num",
  writes: true,
  body: { GroupId: text(), Member_Account: account, UnreadMsgNum: uint32 },
  run: (call, { GroupId, Member_Account: userId, UnreadMsgNum }) => {
    const group = existing(call, GroupId);
    if (WITHOUT_UNREAD.includes(group.type)) return {};
    // The code is unconfirmed: an invalid parameter, as in modify_group_member_info.
    if (!group.members.has(userId)) throw new InvalidField(`Member_Account ${userId} is not a member of the group`);
    setUnread(group, userId, UnreadMsgNum);
    return {};
  },
});
