import type { MemberField, MemberInfo, MemberRole, MessageFlag, Restriction } from "../../chat";
import { OperationError } from "../errors";
import { oneOf, utf8 } from "../validation/schema";
import { define } from "./definition";
import { requireGroup } from "./groups";
import { groupId, uniqueList, userId } from "./schema";

export type { MemberField, MemberInfo, MemberRole, MessageFlag, Restriction };

/** The arguments of `getGroupMembers`. */
export interface GetGroupMembersArgs {
  /** The id of the group, 1 to 48 bytes. */
  readonly groupId: string;
  /** Only members with one of these roles. Default: all. */
  readonly roles?: readonly MemberRole[] | undefined;
  /** What to read of each member in addition to the UserID. Default: everything. */
  readonly fields?: readonly MemberField[] | undefined;
  /** The keys of the custom member fields to read, as declared in the console. Default: none. */
  readonly customFieldKeys?: readonly string[] | undefined;
}

/** The arguments of `getRoles`. */
export interface GetRolesArgs {
  /** The id of the group, 1 to 48 bytes. */
  readonly groupId: string;
  /** The UserIDs, each 1 to 32 bytes. Any number: they are read 500 per call. */
  readonly userIds: readonly string[];
}

/** The arguments of `getMutedMembers`. */
export interface GetMutedMembersArgs {
  /** The id of the group, 1 to 48 bytes. */
  readonly groupId: string;
  /** Only users who are muted in this topic of a community; its whole id, 1 to 96 bytes. Default: in the group. */
  readonly topicId?: string | undefined;
}

/** The arguments of `getBannedMembers`. */
export interface GetBannedMembersArgs {
  /** The id of the `AVChatRoom`, 1 to 48 bytes. */
  readonly groupId: string;
}

const role = oneOf(["Owner", "Admin", "Member"]);
const field = oneOf([
  "role",
  "joinTime",
  "nameCard",
  "mutedUntil",
  "messageFlag",
  "lastMessageTime",
  "readMessageNumber",
] satisfies [MemberField, ...MemberField[]]);

export const getGroupMembers = define<GetGroupMembersArgs, readonly MemberInfo[]>({
  schema: {
    groupId,
    roles: uniqueList(role, "roles").optional(),
    fields: uniqueList(field, "fields of a member").optional(),
    customFieldKeys: uniqueList(utf8(1, 16), "custom field keys").optional(),
  },
  describe: ({ groupId }) => `the members of the group ${groupId}`,
  async run({ groupId, ...query }, context) {
    const { type } = await requireGroup(groupId, context);
    if (type === "AVChatRoom") throw liveRoom(groupId);
    const paging = type === "Community" ? "cursor" : "offset";
    return context.client.members.list(groupId, { ...query, paging }, context.call);
  },
});

export const getRoles = define<GetRolesArgs, Readonly<Record<string, MemberRole | "NotMember">>>({
  schema: { groupId, userIds: uniqueList(userId, "UserIDs") },
  describe: ({ groupId }) => `the roles of users in the group ${groupId}`,
  run: ({ groupId, userIds }, { client, call }) => client.members.roles(groupId, [...new Set(userIds)], call),
});

export const getMutedMembers = define<GetMutedMembersArgs, readonly Restriction[]>({
  schema: { groupId, topicId: utf8(1, 96).optional() },
  describe: ({ groupId }) => `the muted members of the group ${groupId}`,
  run: ({ groupId, topicId }, { client, call }) => client.members.muted(groupId, { topicId }, call),
});

export const getBannedMembers = define<GetBannedMembersArgs, readonly Restriction[]>({
  schema: { groupId },
  describe: ({ groupId }) => `the banned members of the group ${groupId}`,
  run: ({ groupId }, { client, call }) => client.members.banned(groupId, call),
});

/** The service does not store the members of an AVChatRoom (doc 33529). */
function liveRoom(groupId: string): OperationError {
  return new OperationError(
    `Could not read the members of the group ${groupId}: it is an AVChatRoom, whose members the service does not store. ` +
      "The function getOnlineMembers reads who is online.",
  );
}
