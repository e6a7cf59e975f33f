import type { Group } from "../../state/group";
import { refuse } from "../../wire/answer";
import { account, type Call, endpoint, existing } from "../endpoint";
import { integer, list, optional, positiveUint32, text } from "../shape";

const MAX_PAGE = 100;

const bannedAccounts = list(account, { min: 1, max: 20, code: 10005 });

/** Bans users from an AVChatRoom for so many seconds (doc 50296). That it also removes them immediately is inferred. */
export const banGroupMember = endpoint({
  path: "group_open_http_svc/ban_group_member",
  writes: true,
  body: {
    GroupId: text(),
    Members_Account: bannedAccounts,
    // 0 is documented to unmute, but not to unban: refused.
    Duration: positiveUint32,
    Description: optional(text({ max: 1000 })),
  },
  run: (call, { GroupId, Members_Account: accounts, Duration }) => {
    const group = withBans(call, GroupId);
    for (const userId of accounts) {
      group.bans.set(userId, Duration, call.app.nowSeconds);
      group.online.delete(userId);
    }
    return {};
  },
});

/** Lifts bans (doc 50297). Harmless for users who are not banned, which is unconfirmed. */
export const unbanGroupMember = endpoint({
  path: "group_open_http_svc/unban_group_member",
  writes: true,
  body: { GroupId: text(), Members_Account: bannedAccounts },
  run: (call, { GroupId, Members_Account: accounts }) => {
    const group = withBans(call, GroupId);
    for (const userId of accounts) group.bans.lift(userId);
    return {};
  },
});

/** Lists the banned users and the end of each ban, up to 100 per call (doc 50295). */
export const getGroupBanMember = endpoint({
  path: "group_open_http_svc/get_group_ban_member",
  writes: false,
  body: { GroupId: text(), Offset: integer(0, Number.MAX_SAFE_INTEGER), Limit: optional(integer(1, MAX_PAGE)) },
  run: (call, { GroupId, Offset, Limit = MAX_PAGE }) => {
    const all = [...withBans(call, GroupId).bans.active(call.app.nowSeconds)];
    const end = Offset + Limit;
    return {
      BannedAccountList: all
        .slice(Offset, end)
        .map(([userId, BannedUntil]) => ({ Member_Account: userId, BannedUntil })),
      NextOffset: end < all.length ? end : 0,
    };
  },
});

/** 10010 and 10015 are not documented for bans; assumed to be the same as for every group endpoint. */
function withBans(call: Call, groupId: string): Group {
  if (!call.app.settings.bans) refuse(10007, "banning is not in this app's plan or not enabled");
  const group = existing(call, groupId);
  if (group.type !== "AVChatRoom") refuse(10007, `the members of a ${group.type} group can't be banned`);
  return group;
}
