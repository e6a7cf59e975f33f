import { z } from "zod";
import type { ApiCaller, CallOptions } from "../../core/apiCaller";
import { allByOffset } from "../../core/pages";
import { parseWith } from "../../core/schema";
import { type GroupType, wireType, withoutUndefined } from "../group/types";
import { type MemberRole, roleSchema } from "./types";

/** 5,000 are allowed (doc 34925), but an answer can have at most 1 MB. */
const PAGE = 1000;

/** Filters for a user's groups. */
export interface JoinedGroupsQuery {
  /** Default: all types. */
  type?: GroupType | undefined;
  /** Include live rooms (AVChatRoom); their list may be incomplete. Default false. */
  liveRooms?: boolean | undefined;
  /** Include Private (Work) groups whose owner has not sent a message yet. Default false. */
  inactive?: boolean | undefined;
  /** Only communities with topics (true) or without (false); requires the type Community. Default: both. */
  supportTopic?: boolean | undefined;
}

/** A group of a user (doc 34925). */
export interface JoinedGroup {
  readonly groupId: string;
  /** The older name of the type: `Private`, `ChatRoom`. */
  readonly type: string;
  readonly name: string;
  /** "" if the group has no owner. */
  readonly ownerAccount: string;
  /** The user's role in this group; absent if the service omits it. */
  readonly role?: MemberRole;
}

const pageSchema = z.object({
  TotalCount: z.int(),
  // Whether an empty list is sent or omitted is not documented: a missing list is an invalid answer.
  GroupIdList: z.array(
    z.object({
      GroupId: z.string(),
      // All are requested; the sample has "" as the owner of a group without owner (doc 34925).
      Type: z.string(),
      Name: z.string(),
      Owner_Account: z.string(),
      // May be absent for a live room, because it stores no members.
      SelfInfo: z.object({ Role: roleSchema.optional().catch(undefined) }).default({}),
    }),
  ),
});

/** Reads all groups of a user, page by page. */
export function listJoinedGroups(
  caller: ApiCaller,
  userId: string,
  query: JoinedGroupsQuery,
  options?: CallOptions,
): Promise<JoinedGroup[]> {
  const common = withoutUndefined({
    Member_Account: userId,
    Limit: PAGE,
    GroupType: query.type && wireType(query.type),
    WithHugeGroups: query.liveRooms ? 1 : undefined,
    WithNoActiveGroups: query.inactive ? 1 : undefined,
    SupportTopic: query.supportTopic === undefined ? undefined : Number(query.supportTopic),
    ResponseFilter: { GroupBaseInfoFilter: ["Type", "Name", "Owner_Account"], SelfInfoFilter: ["Role"] },
  });
  return allByOffset<JoinedGroup>(
    { size: PAGE },
    (Offset) =>
      caller.request(
        "group_open_http_svc/get_joined_group_list",
        { ...common, Offset },
        (answer) => {
          const { TotalCount, GroupIdList } = parseWith(pageSchema, answer);
          return { items: GroupIdList.map(toJoinedGroup), total: TotalCount };
        },
        options,
      ),
    ({ groupId }) => groupId,
  );
}

function toJoinedGroup({
  GroupId,
  Type,
  Name,
  Owner_Account,
  SelfInfo,
}: z.infer<typeof pageSchema>["GroupIdList"][number]): JoinedGroup {
  return {
    groupId: GroupId,
    type: Type,
    name: Name,
    ownerAccount: Owner_Account,
    ...(SelfInfo.Role === undefined ? {} : { role: SelfInfo.Role }),
  };
}
