import type { Group } from "../state/group";
import type { Membership } from "../state/member";
import type { AfterCommand, BeforeCommand, WebhookEvent } from "./catalogue";
import { accountsOf, ofGroup } from "./groupEvents";

/** Doc 34370: of clients only. */
export function applyingToJoin(group: Group, userId: string): WebhookEvent<BeforeCommand> {
  return ofGroup("Group.CallbackBeforeApplyJoinGroup", group, () => ({ Requestor_Account: userId }));
}

/** Doc 34371: of clients and add_group_member. */
export function inviting(group: Group, operator: string, userIds: readonly string[]): WebhookEvent<BeforeCommand> {
  return ofGroup("Group.CallbackBeforeInviteJoinGroup", group, () => ({
    Operator_Account: operator,
    DestinationMembers: accountsOf(userIds),
  }));
}

/** Doc 34372. */
export function membersJoined(
  group: Group,
  operator: string,
  how: "Apply" | "Invited",
  userIds: readonly string[],
): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterNewMemberJoin", group, () => ({
    JoinType: how,
    Operator_Account: operator,
    NewMemberList: accountsOf(userIds),
  }));
}

/** Doc 34373. */
export function membersLeft(
  group: Group,
  operator: string,
  how: "Kicked" | "Quit",
  userIds: readonly string[],
): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterMemberExit", group, () => ({
    ExitType: how,
    Operator_Account: operator,
    ExitMemberList: accountsOf(userIds),
  }));
}

/** Doc 34376: a join filled the group, or failed because it is full. It names no type. */
export function groupFull({ groupId }: Group): WebhookEvent<AfterCommand> {
  return { command: "Group.CallbackAfterGroupFull", groupId, fields: () => ({ GroupId: groupId }) };
}

/** Role and name card of a member, as far as they changed. That both are always there is inferred from Tencent's SDK. */
export function memberChanged(group: Group, operator: string, member: Membership): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterMemberFieldChanged", group, () => ({
    Operator_Account: operator,
    Modified_Account: member.account,
    Role: member.role,
    NameCard: member.nameCard,
  }));
}

/** Doc 48734: members of an AVChatRoom went online or offline. */
export function memberStateChanged(
  group: Group,
  how: "Online" | "Offline",
  userIds: readonly string[],
): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackOnMemberStateChange", group, () => ({
    EventType: how,
    MemberList: accountsOf(userIds),
  }));
}
