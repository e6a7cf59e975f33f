import { FACE_URL, NICK } from "../../state/account";
import type { Group } from "../../state/group";
import type { Presence } from "../../state/member";
import { refuse } from "../../wire/answer";
import { type Call, endpoint, existing } from "../endpoint";
import { integer, optional, text, uint32 } from "../shape";

/** The mark that hides a member from the list. */
export const HIDDEN = 600;

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
  body: { GroupId: text(), Timestamp: integer(0, Number.MAX_SAFE_INTEGER), Mark: optional(uint32) },
  run: (call, { GroupId, Timestamp, Mark }) => {
    const room = roomOf(call, GroupId);
    const maxListed = call.app.settings.onlineMembers ? MAX_LISTED : MAX_LISTED_WITHOUT_PLAN;
    const listed = [...room.online.values()]
      .filter((presence) => isListed(presence, Mark))
      .reverse()
      .slice(0, maxListed);
    const remaining = listed.filter((presence) => Timestamp === 0 || presence.serial < Timestamp - CURSOR_BASE);
    const page = remaining.slice(0, PAGE);
    const last = page.at(-1);
    return {
      MemberList: page.map((presence) => ({
        Member_Account: presence.account,
        JoinTime: presence.joinTime,
        ...faceOf(call, presence.account),
      })),
      NextTimestamp: last === undefined || page.length === remaining.length ? 0 : CURSOR_BASE + last.serial,
    };
  },
});

/** Members with the mark HIDDEN are listed only by a mark of theirs (doc 50294). */
function isListed({ marks }: Presence, mark: number | undefined): boolean {
  return mark === undefined ? marks?.has(HIDDEN) !== true : marks?.has(mark) === true;
}

/** Returns how a user is shown in a room. */
export function faceOf({ app }: Call, userId: string): { readonly NickName: unknown; readonly Avatar: unknown } {
  const profile = app.accounts.get(userId);
  return { NickName: profile?.get(NICK) ?? "", Avatar: profile?.get(FACE_URL) ?? "" };
}

function roomOf(call: Call, groupId: string): Group {
  const group = existing(call, groupId);
  if (group.type !== "AVChatRoom")
    refuse(10007, `online members are available for AVChatRooms only, not for ${group.type} groups`);
  return group;
}

/** Returns the room, for an endpoint that needs the plan with the full list. That its code is 10007 otherwise is inferred. */
export function roomWithPlan(call: Call, groupId: string): Group {
  if (!call.app.settings.onlineMembers)
    refuse(10007, "the list of online members is not in this app's plan or not enabled");
  return roomOf(call, groupId);
}
