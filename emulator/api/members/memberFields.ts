import type { Group } from "../../state/group";
import type { Membership } from "../../state/member";
import { readPosition } from "../../state/messages/message";
import { pairsOf, type RequestedKeys } from "../customFields";
import type { Call } from "../endpoint";
import { pick, type Reader } from "../pick";

/** A member and their group. */
interface MemberOf {
  readonly group: Group;
  readonly member: Membership;
}

/** Fields of a member, by their names in MemberInfoFilter and SelfInfoFilter (doc 33529). */
export const MEMBER_FIELDS: Readonly<Record<string, Reader<MemberOf>>> = {
  Member_Account: ({ member }) => member.account,
  Role: ({ member }) => member.role,
  JoinTime: ({ member }) => member.joinTime,
  MsgSeq: ({ group, member }) => readPosition(group, member.account),
  MsgFlag: ({ member }) => member.msgFlag,
  LastSendMsgTime: ({ group, member }) => group.messages?.lastSent.get(member.account) ?? 0,
  NameCard: ({ member }) => member.nameCard,
  MuteUntil: ({ group, member }, { app }) => group.mutes.untilOf(member.account, app.nowSeconds),
};

/** The names that SelfInfoFilter accepts: the same without the account. */
export const SELF_FIELDS: readonly string[] = Object.keys(MEMBER_FIELDS).filter((name) => name !== "Member_Account");

/**
 * Returns an entry of a MemberList: the account, the named fields, and the requested custom fields that are set. Their list
 * is omitted if none is requested (doc 34948). That it is sent if none is set, like every list, is inferred.
 */
export function memberEntry(
  of: MemberOf,
  names: readonly string[],
  customKeys: RequestedKeys | undefined,
  call: Call,
): object {
  return {
    ...pick(MEMBER_FIELDS, ["Member_Account", ...names], of, call),
    ...(customKeys === undefined ? {} : { AppMemberDefinedData: pairsOf(of.member.customFields, customKeys) }),
  };
}
