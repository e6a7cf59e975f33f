import { TYPE_RULES } from "../../state/groupTypes";
import { MSG_FLAGS } from "../../state/member";
import { memberChanged } from "../../webhooks/memberEvents";
import { refuse } from "../../wire/answer";
import { declaredValues, memberFields, writeValues } from "../customFields";
import { account, endpoint, existing } from "../endpoint";
import { omitUndefined, rejectField } from "../groups/profile";
import { InvalidField, list, object, oneOf, optional, optionalOrEmpty, text, uint32 } from "../shape";

/** Changes only the given fields of one member (doc 34900). */
export const modifyGroupMemberInfo = endpoint({
  path: "group_open_http_svc/modify_group_member_info",
  writes: true,
  body: {
    GroupId: text(),
    Member_Account: account,
    Role: optional(oneOf("Admin", "Member")),
    MsgFlag: optional(oneOf(...MSG_FLAGS)),
    NameCard: optionalOrEmpty(text({ max: 50 })),
    AppMemberDefinedData: optional(
      list(object({ Key: text({ min: 1, max: 16 }), Value: text({ max: 64 }) }), memberFields),
    ),
    MuteTime: optionalOrEmpty(uint32),
  },
  run: (call, { GroupId, Member_Account: userId, MuteTime, AppMemberDefinedData, ...body }) => {
    const { app } = call;
    const group = existing(call, GroupId);
    const rules = TYPE_RULES[group.type];
    if (!rules.storesMembers) refuse(10007, `the members of an ${group.type} are not stored`);
    // The codes for these cases are unconfirmed: an invalid parameter, as for a role in create_group.
    const member = group.members.get(userId);
    if (member === undefined) throw new InvalidField(`Member_Account ${userId} is not a member of the group`);
    if (body.Role === "Admin" && !rules.hasAdmins) rejectField("Role Admin", group.type);
    if (body.Role !== undefined && member.role === "Owner")
      throw new InvalidField(`${userId} is the owner: use change_group_owner`);
    if (MuteTime !== undefined && !rules.mutesMembers) rejectField("MuteTime", group.type);
    const values = declaredValues("AppMemberDefinedData", AppMemberDefinedData, app.app.memberCustomFieldKeys);
    Object.assign(member, omitUndefined({ role: body.Role, msgFlag: body.MsgFlag, nameCard: body.NameCard }));
    writeValues(member.customFields, values);
    if (MuteTime !== undefined) group.mutes.set(userId, MuteTime, app.nowSeconds);
    if (body.Role !== undefined || body.NameCard !== undefined)
      app.webhook.report(memberChanged(group, call.caller, member), "RESTAPI");
    return {};
  },
});
