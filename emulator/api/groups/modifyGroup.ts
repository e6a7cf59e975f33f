import { type Group, type Profile, touch } from "../../state/group";
import { TYPE_RULES } from "../../state/groupTypes";
import { infoChanged } from "../../webhooks/groupEvents";
import { declaredValues, writeValues } from "../customFields";
import { account, type Call, endpoint, existing } from "../endpoint";
import { type Body, InvalidField, oneOf, optional, optionalOrEmpty, positiveUint32, text } from "../shape";
import { memberLimitFrom, omitUndefined, PROFILE_FIELDS, profileFrom, rejectField } from "./profile";

const BODY = {
  ...PROFILE_FIELDS,
  GroupId: text(),
  Name: optional(text()),
  MaxMemberNum: optional(positiveUint32),
  MuteAllMember: optional(oneOf("On", "Off")),
  HistoryMsgBeforeJoin: optional(oneOf("On", "Off")),
  From_Account: optional(account),
  EnablePermission: optionalOrEmpty(PROFILE_FIELDS.EnablePermission.optional),
  DefaultPermission: optionalOrEmpty(PROFILE_FIELDS.DefaultPermission.optional),
};
type Fields = Body<typeof BODY>;

/** Changes only the given fields (doc 34962). Type, GroupId, owner and SupportTopic can't be changed. */
export const modifyGroupBaseInfo = endpoint({
  path: "group_open_http_svc/modify_group_base_info",
  writes: true,
  body: BODY,
  run: (call, body) => {
    const group = existing(call, body.GroupId);
    const changes = changesOf(call, group, body);
    const customFields = declaredValues("AppDefinedData", body.AppDefinedData, call.app.app.customFieldKeys);
    if (Object.keys(changes).length === 0 && customFields.size === 0) return {};
    Object.assign(group, changes);
    writeValues(group.customFields, customFields);
    touch(group, call.app.nowSeconds);
    call.app.webhook.report(infoChanged(group, body.From_Account ?? call.caller, changes), "RESTAPI");
    return {};
  },
});

function changesOf(call: Call, group: Group, body: Fields): Partial<Profile> {
  const { From_Account, HistoryMsgBeforeJoin, MaxMemberNum, MuteAllMember } = body;
  if (From_Account !== undefined && !call.app.accounts.has(From_Account))
    throw new InvalidField(`From_Account ${From_Account} does not exist`);
  if (HistoryMsgBeforeJoin !== undefined && !TYPE_RULES[group.type].historyBeforeJoin)
    rejectField("HistoryMsgBeforeJoin", group.type);
  const limit = memberLimitFrom(MaxMemberNum, "MaxMemberNum", group.type, call.app);
  // Unconfirmed; refused, so that no client relies on it.
  if (limit !== undefined && limit.maxMemberNum < group.members.size)
    throw new InvalidField(`MaxMemberNum is ${limit.maxMemberNum}, but the group has ${group.members.size} members`);
  return {
    ...profileFrom(body, group, call.app),
    ...limit,
    ...omitUndefined({ muteAllMember: MuteAllMember, historyMsgBeforeJoin: HistoryMsgBeforeJoin }),
  };
}
