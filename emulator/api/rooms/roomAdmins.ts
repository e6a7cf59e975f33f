import { account, endpoint } from "../endpoint";
import { InvalidField, integer, list, text } from "../shape";
import { faceOf, roomWithPlan } from "./rooms";

const SET = 1;
const MAX_ADMINS = 5;

const admins = list(account, { min: 1, max: MAX_ADMINS });
/** The maximum of a call is not documented: as in the other commands of AVChatRooms. */
const checked = list(account, { min: 1, max: 500 });

/** Appoints (CommandType 1) or removes (2) administrators of an AVChatRoom, at most 5; they need not be in it (doc 60525). */
export const modifyAdmin = endpoint({
  path: "group_open_avchatroom_http_svc/modify_admin",
  writes: true,
  body: { GroupId: text(), CommandType: integer(1, 2), Admin_Account: admins },
  run: (call, { GroupId, CommandType, Admin_Account: accounts }) => {
    const room = roomWithPlan(call, GroupId);
    const next = new Set(room.roomAdmins);
    for (const userId of accounts) {
      // The codes for an account that does not exist and for a sixth administrator are unconfirmed.
      if (!call.app.accounts.has(userId)) throw new InvalidField(`Admin_Account ${userId} does not exist`);
      if (CommandType === SET) next.add(userId);
      else next.delete(userId);
    }
    if (next.size > MAX_ADMINS) throw new InvalidField(`an AVChatRoom has at most ${MAX_ADMINS} administrators`);
    room.roomAdmins = next;
    return {};
  },
});

/** Lists the administrators of an AVChatRoom (doc 60524). */
export const getAdminList = endpoint({
  path: "group_open_avchatroom_http_svc/get_admin_list",
  writes: false,
  body: { GroupId: text() },
  run: (call, { GroupId }) => {
    const accounts = [...(roomWithPlan(call, GroupId).roomAdmins ?? [])];
    return { Admin_List: accounts.map((userId) => ({ Admin_Account: userId, ...faceOf(call, userId) })) };
  },
});

/** Returns those of the given users who are in an AVChatRoom (doc 60523): without delay here, up to 40 s late in the service. */
export const checkMembers = endpoint({
  path: "group_open_avchatroom_http_svc/check_members",
  writes: false,
  body: { GroupId: text(), Member_Account: checked },
  run: (call, { GroupId, Member_Account: accounts }) => {
    const { online } = roomWithPlan(call, GroupId);
    return { Member_Account: accounts.filter((userId) => online.has(userId)) };
  },
});
