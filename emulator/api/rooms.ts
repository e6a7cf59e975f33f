import { FACE_URL, NICK } from "../state/account";
import type { Group } from "../state/group";
import { refuse } from "../wire/answer";
import { type Call, endpoint, existing } from "./endpoint";
import { integer, optional, text } from "./shape";

const PAGE = 500;
const MAX_LISTED = 1000;
const MAX_LISTED_WITHOUT_PLAN = 30;

/** Cursors start here: beyond 32 bits, to expose clients that treat them as a time in seconds. */
const CURSOR_BASE = 2 ** 33;

/** Counts the online members of an AVChatRoom (doc 38521): without delay here, up to 20 s late in the service. */
export const getOnlineMemberNum = endpoint({
  path: "group_open_http_svc/get_online_member_num",
  writes: false,
  body: { GroupId: text() },
  run: (call, { GroupId }) => ({ OnlineMemberNum: roomOf(call, GroupId).online.size }),
});

/** Lists the online members of an AVChatRoom, latest first: at most 1000, or 30, depending on the plan (doc 50293). */
export const getMembers = endpoint({
  path: "group_open_avchatroom_http_svc/get_members",
  writes: false,
  body: { GroupId: text(), Timestamp: integer(0, Number.MAX_SAFE_INTEGER), Mark: optional(integer(0, 4294967295)) },
  run: (call, { GroupId, Timestamp, Mark }) => {
    const room = roomOf(call, GroupId);
    const maxListed = call.app.settings.onlineMembers ? MAX_LISTED : MAX_LISTED_WITHOUT_PLAN;
    // Marks are set by an endpoint that is not emulated, so no member has one.
    const listed = Mark === undefined ? [...room.online.values()].reverse().slice(0, maxListed) : [];
    const remaining = listed.filter((presence) => Timestamp === 0 || presence.serial < Timestamp - CURSOR_BASE);
    const page = remaining.slice(0, PAGE);
    const last = page.at(-1);
    return {
      MemberList: page.map((presence) => ({
        Member_Account: presence.account,
        JoinTime: presence.joinTime,
        NickName: call.app.accounts.get(presence.account)?.get(NICK) ?? "",
        Avatar: call.app.accounts.get(presence.account)?.get(FACE_URL) ?? "",
      })),
      NextTimestamp: last === undefined || page.length === remaining.length ? 0 : CURSOR_BASE + last.serial,
    };
  },
});

function roomOf(call: Call, groupId: string): Group {
  const group = existing(call, groupId);
  if (group.type !== "AVChatRoom")
    refuse(10007, `online members are available for AVChatRooms only, not for ${group.type} groups`);
  return group;
}
