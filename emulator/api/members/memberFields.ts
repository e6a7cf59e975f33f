import type { Group } from "../../state/group";
import type { Membership } from "../../state/member";
import { pairsOf, type RequestedKeys } from "../customFields";
import type { Call } from "../endpoint";
import { pick, type Reader } from "../pick";

/** A member and the group that he is one of. */
interface MemberOf {
  readonly group: Group;
  readonly member: Membership;
}

/** Fields of a member by the names that MemberInfoFilter and SelfInfoFilter take (doc 33529). */
export const MEMBER_FIELDS: Readonly<Record<string, Reader<MemberOf>>> = {
  Member_Account: ({ member }) => member.account,
  Role: ({ member }) => member.role,
  JoinTime: ({ member }) => member.joinTime,
  MsgSeq: () => 0,
  MsgFlag: ({ member }) => member.msgFlag,
  LastSendMsgTime: () => 0,
  NameCard: ({ member }) => member.nameCard,
  MuteUntil: ({ group, member }, { app }) => group.mutes.untilOf(member.account, app.nowSeconds),
};

/** The same without the account: what a user's own membership may be asked for. */
export const SELF_FIELDS: readonly string[] = Object.keys(MEMBER_FIELDS).filter((name) => name !== "Member_Account");

/**
 * An entry of a MemberList: the account, the fields named, and those of the custom keys that are set. That their list is
 * left out where none is asked for is documented (doc 34948); that it is sent where none is set, as every list, is inferred.
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
