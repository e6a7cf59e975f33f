import { z } from "zod";
import type { ApiCaller, CallOptions } from "../../core/apiCaller";
import { allByOffset } from "../../core/pages";
import { parseWith } from "../../core/schema";
import { type GroupType, wireType, withoutUndefined } from "../group/types";
import { type MemberRole, roleSchema } from "./types";

/** The page allows 5,000 (doc 34925); the answer may have 1 MB at most. */
const PAGE = 1000;

/** Which of a user's groups to list. */
export interface JoinedGroupsQuery {
  /** Default: all types. */
  type?: GroupType | undefined;
  /** Live rooms (AVChatRoom), of which the list may not be complete. Default false. */
  liveRooms?: boolean | undefined;
  /** Private (Work) groups in which the owner has not spoken yet. Default false. */
  inactive?: boolean | undefined;
  /** Only communities with topics (true) or without (false); needs the type Community. Default: both. */
  supportTopic?: boolean | undefined;
}

/** A group that a user is in (doc 34925). */
export interface JoinedGroup {
  readonly groupId: string;
  /** By its older name: `Private`, `ChatRoom`. */
  readonly type: string;
  readonly name: string;
  /** "" when the group has no owner. */
  readonly ownerAccount: string;
  /** Of the user in this group; absent when the service does not say. */
  readonly role?: MemberRole;
}

const pageSchema = z.object({
  TotalCount: z.int(),
  // Whether the list of a user without groups is sent empty or left out is not documented: a missing one is no answer.
  GroupIdList: z.array(
    z.object({
      GroupId: z.string(),
      // All asked for; the page's sample has "" for the owner of a group without one (doc 34925).
      Type: z.string(),
      Name: z.string(),
      Owner_Account: z.string(),
      // A live room stores no members, so that there may be nothing to say of this one.
      SelfInfo: z.object({ Role: roleSchema.optional().catch(undefined) }).default({}),
    }),
  ),
});

/** All groups of a user, page by page. */
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
