import type { OnlineMember } from "../../chat";
import { define } from "./definition";
import { groupId } from "./schema";

export type { OnlineMember };

/** The arguments of `getOnlineMemberCount`. */
export interface GetOnlineMemberCountArgs {
  /** The id of the `AVChatRoom`, 1 to 48 bytes. */
  readonly groupId: string;
}

/** The arguments of `getOnlineMembers`. */
export interface GetOnlineMembersArgs {
  /** The id of the `AVChatRoom`, 1 to 48 bytes. */
  readonly groupId: string;
}

export const getOnlineMemberCount = define<GetOnlineMemberCountArgs, number>({
  schema: { groupId },
  describe: ({ groupId }) => `how many are online in the group ${groupId}`,
  run: ({ groupId }, { client, call }) => client.rooms.onlineCount(groupId, call),
});

export const getOnlineMembers = define<GetOnlineMembersArgs, readonly OnlineMember[]>({
  schema: { groupId },
  describe: ({ groupId }) => `who is online in the group ${groupId}`,
  run: ({ groupId }, { client, call }) => client.rooms.onlineMembers(groupId, call),
});
