import type { AppState } from "../../state/appState";
import { type GroupType, memberCapOf, TYPE_RULES } from "../../state/groupTypes";
import { refuse } from "../../wire/answer";
import { account, endpoint, mustBeImported } from "../endpoint";
import { InvalidField, integer, optional, positiveUint32, text } from "../shape";
import { checkCustomId, checkGroupQuota, customFieldsFrom, typeFrom } from "./createGroup";
import { flag, memberLimitFrom, PROFILE_FIELDS, profileFrom, rejectField } from "./profile";

/** The default MaxMemberCount, if the plan allows as many (doc 34967). */
const DEFAULT_MEMBERS = 2000;

const { Introduction, Notification, FaceUrl, ApplyJoinOption, AppDefinedData } = PROFILE_FIELDS;

/**
 * Creates a group for a migration: without webhooks, members or notices, and with a time in the past (doc 34967). Not for
 * AVChatRooms. An id in use always answers 10021. That the quotas of create_group apply as well is inferred.
 */
export const importGroup = endpoint({
  path: "group_open_http_svc/import_group",
  writes: true,
  body: {
    Type: text({ min: 1 }),
    Name: text({ min: 1 }),
    Owner_Account: optional(account),
    GroupId: optional(text()),
    Introduction,
    Notification,
    FaceUrl,
    MaxMemberCount: optional(positiveUint32),
    ApplyJoinOption,
    AppDefinedData,
    CreateTime: optional(positiveUint32),
    SupportTopic: optional(integer(0, 1)),
  },
  run: (call, body) => {
    const { app } = call;
    const type = typeFrom(body.Type);
    if (!TYPE_RULES[type].storesMembers) refuse(10007, `an ${type} can't be imported`);
    if (type === "Community" && !app.settings.communities) refuse(11000, "communities are not enabled for this app");
    if (body.SupportTopic !== undefined && !TYPE_RULES[type].topics) rejectField("SupportTopic", type);
    if (body.CreateTime !== undefined && body.CreateTime > app.nowSeconds)
      throw new InvalidField("CreateTime is in the future");
    const supportTopic = flag(body.SupportTopic ?? 0);
    const profile = {
      ...profileFrom(body, { type, supportTopic }, app),
      maxMemberNum: defaultMembers(type, app),
      ...memberLimitFrom(body.MaxMemberCount, "MaxMemberCount", type, app),
    };
    const customFields = customFieldsFrom(body.AppDefinedData, app);
    const owner = body.Owner_Account ?? "";
    if (owner !== "") mustBeImported(call, [owner]);
    if (body.GroupId !== undefined) checkCustomId(body.GroupId, type);
    if (body.GroupId !== undefined && (app.groups.has(body.GroupId) || app.isCoolingDown(body.GroupId)))
      refuse(10021, "group id has be used!");
    checkGroupQuota(app, type, owner);
    const { GroupId: groupId, Name: name, CreateTime: createTime } = body;
    const group = app.add({
      groupId,
      type,
      name,
      ownerAccount: owner,
      supportTopic,
      profile,
      customFields,
      createTime,
    });
    return { GroupId: group.groupId };
  },
});

function defaultMembers(type: GroupType, app: AppState): number {
  const cap = memberCapOf(type, app.settings.maxMembers);
  return type === "Community" ? cap : Math.min(cap, DEFAULT_MEMBERS);
}
