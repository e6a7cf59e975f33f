import type { AppState } from "../../state/appState";
import { addMember } from "../../state/group";
import { customIdProblem } from "../../state/groupId";
import { type GroupType, groupTypeOf, TYPE_RULES } from "../../state/groupTypes";
import { creatingGroup, groupCreated } from "../../webhooks/groupEvents";
import { dailyGroupQuotaAlarm } from "../../webhooks/otherEvents";
import { refuse } from "../../wire/answer";
import { declaredValues } from "../customFields";
import { account, type Call, endpoint, mustBeImported } from "../endpoint";
import { type Body, InvalidField, integer, list, object, oneOf, optional, positiveUint32, text } from "../shape";
import { flag, memberLimitFrom, PROFILE_FIELDS, type ProfileFields, profileFrom, rejectField } from "./profile";

const BODY = {
  ...PROFILE_FIELDS,
  Type: text({ min: 1 }),
  Name: text({ min: 1 }),
  Owner_Account: optional(account),
  GroupId: optional(text()),
  MaxMemberCount: optional(positiveUint32),
  // AppMemberDefinedData is in a documented sample but forbidden in the text: refused here.
  MemberList: optional(
    list(object({ Member_Account: account, Role: optional(oneOf("Admin")) }), { max: 100, code: 10005 }),
  ),
  SupportTopic: optional(integer(0, 1)),
};
type Fields = Body<typeof BODY>;

/** Creates a group (doc 34895). */
export const createGroup = endpoint({
  path: "group_open_http_svc/create_group",
  writes: true,
  body: BODY,
  before: ({ caller }, body) => {
    const type = groupTypeOf(body.Type);
    const members = body.MemberList?.map((member) => member.Member_Account) ?? [];
    return type && creatingGroup(caller, { owner: body.Owner_Account ?? "", type, name: body.Name, members });
  },
  run: (call, body) => {
    const { app } = call;
    const type = typeFrom(body.Type);
    checkType(body, type, app);
    const supportTopic = flag(body.SupportTopic ?? 0);
    const profile = {
      ...profileFrom(body, { type, supportTopic }, app),
      ...memberLimitFrom(body.MaxMemberCount, "MaxMemberCount", type, app),
    };
    const customFields = customFieldsFrom(body.AppDefinedData, app);
    const members = new Map(
      (body.MemberList ?? []).map((member) => [member.Member_Account, member.Role ?? "Member"] as const),
    );
    const owner = body.Owner_Account ?? "";
    const allMembers = new Set([...(owner === "" ? [] : [owner]), ...members.keys()]);
    mustBeImported(call, allMembers);
    checkId(call, body, type);
    checkGroupQuota(app, type, owner);
    const max = profile.maxMemberNum ?? app.settings.maxMembers;
    if (TYPE_RULES[type].storesMembers && allMembers.size > max)
      refuse(10038, `${allMembers.size} members, but at most ${max} are allowed`);

    const group = app.add({
      groupId: body.GroupId,
      type,
      name: body.Name,
      ownerAccount: owner,
      supportTopic,
      profile,
      customFields,
    });
    for (const [userId, role] of members) if (userId !== owner) addMember(group, userId, role, group.createTime);
    reportQuota(app);
    app.webhook.report(groupCreated(group, call.caller), "RESTAPI");
    return { GroupId: group.groupId, ...(type === "Community" ? { Type: type, HugeGroupFlag: 0 } : {}) };
  },
});

export function typeFrom(name: string): GroupType {
  return groupTypeOf(name) ?? refuse(10004, "Type must be Public, Private, ChatRoom, AVChatRoom or Community");
}

/** Returns the custom fields of a new group. An empty value sets none. */
export function customFieldsFrom(given: ProfileFields["AppDefinedData"], app: AppState): ReadonlyMap<string, string> {
  const values = declaredValues("AppDefinedData", given, app.app.customFieldKeys);
  return new Map([...values].filter(([, value]) => value !== ""));
}

function checkType(body: Fields, type: GroupType, app: AppState): void {
  const rules = TYPE_RULES[type];
  if (type === "Community" && !app.settings.communities) refuse(11000, "communities are not enabled for this app");
  if (body.SupportTopic !== undefined && !rules.topics) rejectField("SupportTopic", type);
  if (body.DefaultPermission !== undefined && body.EnablePermission !== 1)
    throw new InvalidField("DefaultPermission requires EnablePermission 1");
  if (body.MemberList !== undefined && !rules.storesMembers)
    refuse(10007, `MemberList is not supported by ${type} groups`);
  if (!rules.hasAdmins && body.MemberList?.some((member) => member.Role === "Admin")) rejectField("Role Admin", type);
}

function checkId(call: Call, body: Fields, type: GroupType): void {
  const { app } = call;
  if (body.GroupId === undefined) return;
  checkCustomId(body.GroupId, type);
  if (app.isCoolingDown(body.GroupId)) refuse(10021, "group id has be used!");
  const existingGroup = app.groups.get(body.GroupId);
  if (existingGroup === undefined) return;
  // Which principal the service compares is unconfirmed: the caller and the requested owner here.
  const isOwn = [call.caller, body.Owner_Account].includes(existingGroup.ownerAccount);
  if (isOwn) refuse(10025, "group id has be used by youself!");
  refuse(10021, "group id has be used!");
}

/** 10015 is not documented for new groups: an invalid custom id is an invalid parameter. */
export function checkCustomId(id: string, type: GroupType): void {
  const problem = customIdProblem(id, type);
  if (problem !== undefined) throw new InvalidField(problem);
}

/** At which share of the daily quota the service reports is unconfirmed: nine tenths here. */
function reportQuota(app: AppState): void {
  const { maxNewGroupsPerDay: quota } = app.settings;
  const used = app.newGroups.count(app.nowSeconds);
  if (used === Math.ceil(quota * 0.9)) app.webhook.report(dailyGroupQuotaAlarm(used, quota), "RESTAPI");
}

/** Refuses a new group over a quota of the app or its owner. */
export function checkGroupQuota(app: AppState, type: GroupType, owner: string): void {
  const { maxGroups, maxAVChatRooms, maxGroupsPerUser, maxNewGroupsPerDay } = app.settings;
  if (app.newGroups.count(app.nowSeconds) >= maxNewGroupsPerDay)
    refuse(10006, `this app may have ${maxNewGroupsPerDay} net new groups a day`);
  if (app.groups.size >= maxGroups) refuse(10058, `this app's plan allows ${maxGroups} groups`);
  const rooms = type === "AVChatRoom" ? [...app.groups.values()].filter((group) => group.type === type).length : 0;
  if (rooms >= maxAVChatRooms) refuse(10036, `this app's plan allows ${maxAVChatRooms} AVChatRooms`);
  if (owner !== "" && maxGroupsPerUser !== Number.POSITIVE_INFINITY && app.groupsOfUser(owner) >= maxGroupsPerUser)
    refuse(10037, `${owner} is in ${maxGroupsPerUser} groups, which is the limit`);
}
