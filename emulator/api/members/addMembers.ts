import type { AppState } from "../../state/appState";
import { addMember, type Group } from "../../state/group";
import { TYPE_RULES } from "../../state/groupTypes";
import { groupFull, inviting, membersJoined } from "../../webhooks/memberEvents";
import { refuse } from "../../wire/answer";
import { account, endpoint, existing, mustBeImported } from "../endpoint";
import { integer, type JsonObject, list, object, optional, text } from "../shape";

const FAILED = 0;
const ADDED = 1;
const ALREADY_A_MEMBER = 2;
const PENDING = 3;

/** 269/1621 of 2026-02-06. Doc 34921 says 300 and doc 34381 says 100: the smallest limit is enforced. */
const MAX_MEMBERS = 20;

const newMembers = list(object({ Member_Account: account }), { min: 1, max: MAX_MEMBERS, code: 10005 });

/**
 * Adds members (doc 34921), up to 20 a call.
 * An account that does not exist (10019) or is in too many groups (10037), and a full group (10014), fail the whole call.
 * An account that refuses or needs approval fails alone: the answer is OK, and the entry's Result has the reason.
 */
export const addGroupMember = endpoint({
  path: "group_open_http_svc/add_group_member",
  writes: true,
  body: { GroupId: text(), MemberList: newMembers, Silence: optional(integer(0, 1)) },
  before: (call, { GroupId, MemberList }) =>
    inviting(
      existing(call, GroupId),
      call.caller,
      MemberList.map((member) => member.Member_Account),
    ),
  run: (call, { GroupId, MemberList }, answer) => {
    const { app } = call;
    const refused = refusedIn(answer);
    const group = existing(call, GroupId);
    if (!TYPE_RULES[group.type].storesMembers) refuse(10007, `members can't be added to an ${group.type}`);
    const accounts = MemberList.map((member) => member.Member_Account);
    mustBeImported(call, accounts);
    const results = new Map(accounts.map((userId) => [userId, resultFor(userId, group, app, refused)]));
    const added = accounts.filter(
      (userId, index) => results.get(userId) === ADDED && accounts.indexOf(userId) === index,
    );
    if (group.members.size + added.length > group.maxMemberNum) {
      app.webhook.report(groupFull(group), "RESTAPI");
      refuse(10014, "the group is full");
    }
    const { maxGroupsPerUser } = app.settings;
    if (maxGroupsPerUser !== Number.POSITIVE_INFINITY)
      for (const userId of added)
        if (app.groupsOfUser(userId) >= maxGroupsPerUser) refuse(10037, `${userId} is in too many groups`);
    for (const userId of added) addMember(group, userId, "Member", app.nowSeconds);
    if (added.length > 0) app.webhook.report(membersJoined(group, call.caller, "Invited", added), "RESTAPI");
    if (added.length > 0 && group.members.size === group.maxMemberNum) app.webhook.report(groupFull(group), "RESTAPI");
    return { MemberList: accounts.map((userId) => ({ Member_Account: userId, Result: results.get(userId) })) };
  },
});

/** The users that the app's webhook refuses; the others are added (doc 34371). */
function refusedIn({ RefusedMembers_Account: refused }: JsonObject): ReadonlySet<unknown> {
  return new Set(Array.isArray(refused) ? refused : []);
}

function resultFor(userId: string, group: Group, app: AppState, refused: ReadonlySet<unknown>): number {
  if (group.members.has(userId)) return ALREADY_A_MEMBER;
  if (refused.has(userId)) return FAILED;
  const answer = app.joinAnswers.get(userId);
  if (answer === undefined) return ADDED;
  return answer === "refuses" ? FAILED : PENDING;
}
