import type { Group, Member } from "../../state/group";
import { ApiError } from "../../wire/answer";
import { type Call, endpoint, existing } from "../endpoint";
import { type Body, list, object, oneOf, optional, text } from "../shape";

type Read<T> = (value: T, call: Call) => unknown;

/** Fields of a group's profile by the names that GroupBaseInfoFilter takes (§3.6). Undefined: the group has no such field. */
const BASE_FIELDS: Readonly<Record<string, Read<Group>>> = {
  GroupId: (group) => group.groupId,
  Type: (group) => group.type,
  Name: (group) => group.name,
  Appid: (_, call) => call.app.app.sdkAppId,
  Introduction: (group) => group.introduction,
  Notification: (group) => group.notification,
  FaceUrl: (group) => group.faceUrl,
  Owner_Account: (group) => group.ownerAccount,
  CreateTime: (group) => group.createTime,
  InfoSeq: (group) => group.infoSeq,
  LastInfoTime: (group) => group.lastInfoTime,
  LastMsgTime: (group) => group.lastMsgTime,
  NextMsgSeq: (group) => group.nextMsgSeq,
  MemberNum: (group) => group.members.size,
  MaxMemberNum: (group) => group.maxMemberNum,
  ApplyJoinOption: (group) => group.applyJoinOption,
  InviteJoinOption: (group) => group.inviteJoinOption,
  MuteAllMember: (group) => group.muteAllMember,
  // Whether the service answers the next ones here is unconfirmed: they are given for communities only.
  SupportTopic: (group) => ofCommunity(group, group.supportTopic),
  GrossTopicNextMsgSeq: (group) => (group.supportTopic === 1 ? 1 : undefined),
  EnablePermission: (group) => ofCommunity(group, group.enablePermission),
  DefaultPermission: (group) => ofCommunity(group, group.defaultPermission),
};

/** Fields of a member by the names that MemberInfoFilter takes (§3.7); `Account` is the samples' name of Member_Account. */
const MEMBER_FIELDS: Readonly<Record<string, Read<Member>>> = {
  Member_Account: (member) => member.account,
  Role: (member) => member.role,
  JoinTime: (member) => member.joinTime,
  MsgSeq: () => 0,
  MsgFlag: () => "AcceptAndNotify",
  LastSendMsgTime: () => 0,
  NameCard: () => "",
  MuteUntil: () => 0,
};

const MAX_IDS = 50;

const BODY = {
  GroupIdList: list(text(), { min: 1, max: MAX_IDS }),
  ResponseFilter: optional(
    object({
      GroupBaseInfoFilter: optional(list(oneOf(...Object.keys(BASE_FIELDS)))),
      MemberInfoFilter: optional(list(oneOf("Account", ...Object.keys(MEMBER_FIELDS)))),
      AppDefinedDataFilter_Group: optional(list(text({ min: 1 }))),
      AppDefinedDataFilter_GroupMember: optional(list(text({ min: 1 }))),
    }),
  ),
};
type Filter = NonNullable<Body<typeof BODY>["ResponseFilter"]>;

/**
 * Reads up to 50 groups (doc 34961). Without ResponseFilter: everything, members included. With one: only what it names.
 * A group that does not exist fails in its own entry; the answer as a whole is OK.
 */
export const getGroupInfo = endpoint({
  path: "group_open_http_svc/get_group_info",
  writes: false,
  body: BODY,
  run: (call, body) => ({ GroupInfo: body.GroupIdList.map((groupId) => entry(call, groupId, body.ResponseFilter)) }),
});

function entry(call: Call, groupId: string, filter: Filter | undefined): object {
  try {
    return { ErrorCode: 0, ErrorInfo: "", ...read(existing(call, groupId), filter ?? everything(call), call) };
  } catch (error) {
    if (error instanceof ApiError) return { GroupId: groupId, ErrorCode: error.code, ErrorInfo: error.info };
    throw error;
  }
}

function read(group: Group, filter: Filter, call: Call): object {
  const base = pick(BASE_FIELDS, ["GroupId", ...(filter.GroupBaseInfoFilter ?? [])], group, call);
  const keys = filter.AppDefinedDataFilter_Group;
  const data = [...group.customFields].filter(([key]) => keys?.includes(key));
  const names = filter.MemberInfoFilter?.map((name) => (name === "Account" ? "Member_Account" : name)) ?? [];
  const members = [...group.members.values()].map((member) =>
    pick(MEMBER_FIELDS, ["Member_Account", ...names], member, call),
  );
  return {
    ...base,
    ...(keys === undefined ? {} : { AppDefinedData: data.map(([Key, Value]) => ({ Key, Value })) }),
    // The members of an AVChatRoom are not stored (§3.2), so they can't be read.
    ...(names.length === 0 || group.type === "AVChatRoom" ? {} : { MemberList: members }),
  };
}

function everything(call: Call): Filter {
  return {
    GroupBaseInfoFilter: Object.keys(BASE_FIELDS),
    MemberInfoFilter: Object.keys(MEMBER_FIELDS),
    AppDefinedDataFilter_Group: call.app.app.customFieldKeys ?? [],
  };
}

function pick<T>(fields: Readonly<Record<string, Read<T>>>, names: readonly string[], from: T, call: Call): object {
  const read = names.map((name) => [name, fields[name]?.(from, call)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

function ofCommunity<T>(group: Group, value: T): T | undefined {
  return group.type === "Community" ? value : undefined;
}
