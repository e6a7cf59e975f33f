import { TYPE_RULES } from "../../state/groupTypes";
import { refuse } from "../../wire/answer";
import { account, type Call, endpoint, existing } from "../endpoint";
import { InvalidField, list, optional, text, uint32 } from "../shape";
import { topicIn } from "../topics/topic";

const mutedAccounts = list(account, { min: 1, max: 500 });

/** Mutes members for so many seconds; 0 unmutes them (doc 34951). Not for Private groups. */
export const forbidSendMsg = endpoint({
  path: "group_open_http_svc/forbid_send_msg",
  writes: true,
  body: { GroupId: text(), Members_Account: mutedAccounts, MuteTime: uint32, TopicId: optional(text()) },
  run: (call, { GroupId, Members_Account: accounts, MuteTime, TopicId }) => {
    const { app } = call;
    const group = existing(call, GroupId);
    const rules = TYPE_RULES[group.type];
    if (!rules.mutesMembers) refuse(10007, `the members of a ${group.type} group can't be muted`);
    // Whether non-members can be muted is unconfirmed: refused. They can be unmuted, because a mute outlives the membership.
    const nonMember =
      MuteTime > 0 && accounts.find((userId) => !(rules.storesMembers ? group.members : app.accounts).has(userId));
    if (nonMember) throw new InvalidField(`Members_Account ${nonMember} is not a member of the group`);
    const { mutes } = topicIn(call, group, TopicId) ?? group;
    for (const userId of accounts) mutes.set(userId, MuteTime, app.nowSeconds);
    return {};
  },
});

/** Lists the muted users and the end of each mute; never paged (doc 34964). */
export const getGroupMutedAccount = endpoint({
  path: "group_open_http_svc/get_group_muted_account",
  writes: false,
  body: { GroupId: text(), TopicId: optional(text()) },
  run: (call, { GroupId, TopicId }) => ({
    GroupId,
    MutedAccountList: mutedIn(call, GroupId, TopicId).map(([userId, MutedUntil]) => ({
      Member_Account: userId,
      MutedUntil,
    })),
  }),
});

/** The same by its older name, with the field names of its time. It is older than topics. */
export const getGroupShuttedUin = endpoint({
  path: "group_open_http_svc/get_group_shutted_uin",
  writes: false,
  body: { GroupId: text() },
  run: (call, { GroupId }) => ({
    GroupId,
    ShuttedUinList: mutedIn(call, GroupId, undefined).map(([userId, ShuttedUntil]) => ({
      Member_Account: userId,
      ShuttedUntil,
    })),
  }),
});

function mutedIn(call: Call, groupId: string, topicId: string | undefined): readonly (readonly [string, number])[] {
  const group = existing(call, groupId);
  const { mutes } = topicIn(call, group, topicId) ?? group;
  return [...mutes.active(call.app.nowSeconds)];
}
