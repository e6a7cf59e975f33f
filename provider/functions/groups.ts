import type { GroupInfo, GroupType, JoinedGroup } from "../../chat";
import { OperationError } from "../errors";
import { boolean, utf8 } from "../validation/schema";
import { define, type FunctionContext } from "./definition";
import { groupId, groupType, uniqueList, userId } from "./schema";

export type { GroupInfo, JoinedGroup };

/** The arguments of `getGroup`. */
export interface GetGroupArgs {
  /** The id of the group, 1 to 48 bytes. */
  readonly groupId: string;
  /** The keys of the custom fields to read, as declared in the console. Default: none. */
  readonly customFieldKeys?: readonly string[] | undefined;
}

/** The arguments of `getGroups`. */
export interface GetGroupsArgs {
  /** The ids of the groups, each 1 to 48 bytes. Any number: they are read 50 per call. */
  readonly groupIds: readonly string[];
  /** The keys of the custom fields to read, as declared in the console. Default: none. */
  readonly customFieldKeys?: readonly string[] | undefined;
}

/** The result of `getGroups`. */
export interface FoundGroups {
  /** The existing groups, by id. */
  readonly groups: Readonly<Record<string, GroupInfo>>;
  /** The ids of groups that do not exist, in the order of the arguments. */
  readonly missing: readonly string[];
}

/** The arguments of `listGroups`. */
export interface ListGroupsArgs {
  /** Only groups of this type, by either of its names. Default: all types. */
  readonly type?: GroupType | undefined;
}

/** The arguments of `getJoinedGroups`. */
export interface GetJoinedGroupsArgs {
  /** The UserID, 1 to 32 bytes. */
  readonly userId: string;
  /** Only groups of this type, by either of its names. Default: all types. */
  readonly type?: GroupType | undefined;
  /** Whether to list live rooms (`AVChatRoom`) as well; the service may not know all of them. Default false. */
  readonly liveRooms?: boolean | undefined;
  /** Whether to list `Private` (`Work`) groups as well in which the owner has not spoken yet. Default false. */
  readonly inactive?: boolean | undefined;
}

const customFieldKeys = uniqueList(utf8(1, 16), "custom field keys").optional();

export const getGroup = define<GetGroupArgs, GroupInfo>({
  schema: { groupId, customFieldKeys },
  describe: ({ groupId }) => `the group ${groupId}`,
  run: ({ groupId, customFieldKeys }, context) => requireGroup(groupId, context, customFieldKeys),
});

export const getGroups = define<GetGroupsArgs, FoundGroups>({
  schema: { groupIds: uniqueList(groupId, "group ids"), customFieldKeys },
  describe: ({ groupIds }) => `${groupIds.length} groups`,
  async run({ groupIds, customFieldKeys }, context) {
    const ids = [...new Set(groupIds)];
    const infos = await Promise.all(ids.map((id) => find(id, context, customFieldKeys)));
    return {
      groups: Object.fromEntries(infos.flatMap((info) => (info === undefined ? [] : [[info.groupId, info] as const]))),
      missing: ids.filter((_, index) => infos[index] === undefined),
    };
  },
});

export const listGroups = define<ListGroupsArgs, readonly string[]>({
  schema: { type: groupType.optional() },
  describe: ({ type }) => (type === undefined ? "the list of all groups" : `the list of all groups of type ${type}`),
  // No common deadline: each page has its own, since a million groups take a while.
  run: ({ type }, { client }) => client.groups.listAll({ type }),
});

export const getJoinedGroups = define<GetJoinedGroupsArgs, readonly JoinedGroup[]>({
  schema: { userId, type: groupType.optional(), liveRooms: boolean().optional(), inactive: boolean().optional() },
  describe: ({ userId }) => `the groups that the user ${userId} is in`,
  run: ({ userId, ...query }, { client, call }) => client.members.joinedGroups(userId, query, call),
});

/** Reads a group that must exist. */
export async function requireGroup(
  groupId: string,
  context: FunctionContext,
  customFieldKeys?: readonly string[],
): Promise<GroupInfo> {
  const info = await find(groupId, context, customFieldKeys);
  if (info !== undefined) return info;
  throw new OperationError(
    `There is no group ${groupId} in the app ${context.settings.sdkAppId}. Check the id, the app and the region. ` +
      "A group of this program is created during the update: call the function with the output groupId of that resource, in its Output form where the language has one, so that it waits. " +
      "The function getGroups reads groups that may not exist.",
  );
}

/** Reads a group. The custom field of the owner mark belongs to the provider and is not shown to programs. */
function find(
  groupId: string,
  { client, settings, call }: FunctionContext,
  customFieldKeys: readonly string[] = [],
): Promise<GroupInfo | undefined> {
  const keys = customFieldKeys.filter((key) => key !== settings.ownerField);
  return client.groups.getInfo(groupId, { customFieldKeys: keys }, call);
}
