import { outputForm, plainForm } from "./forms";

/**
 * Reads the members of a group, 100 per call, in the service's order. If the group shrinks meanwhile, the list is read
 * again, up to three times. Pages a `Community` by cursor automatically. An `AVChatRoom` is an error, since the service
 * does not store its members: see `getOnlineMembers`. Source: [doc 34948](https://trtc.io/document/34948).
 *
 * @example
 * const admins = await tencentchat.getGroupMembers({ groupId: "ops", roles: ["Owner", "Admin"], fields: ["role"] });
 */
export const getGroupMembers = plainForm("getGroupMembers");

/**
 * `getGroupMembers` for a group that is an output.
 *
 * @example
 * export const members = tencentchat.getGroupMembersOutput({ groupId: room.groupId }).apply((all) => all.length);
 */
export const getGroupMembersOutput = outputForm("getGroupMembers");

/**
 * Reads the roles of users in a group, 500 per call: `Owner`, `Admin`, `Member` or `NotMember`, by UserID. Not for an
 * `AVChatRoom` (10007). Source: [doc 34963](https://trtc.io/document/34963).
 *
 * @example
 * const roles = await tencentchat.getRoles({ groupId: "ops", userIds: ["alice", "bob"] });
 * if (roles.alice !== "Owner") throw new Error("alice should own ops");
 */
export const getRoles = plainForm("getRoles");

/**
 * `getRoles` for a group id or UserIDs that are outputs.
 *
 * @example
 * export const role = tencentchat.getRolesOutput({ groupId: room.groupId, userIds: ["alice"] }).apply(({ alice }) => alice);
 */
export const getRolesOutput = outputForm("getRoles");

/**
 * Reads who is muted in a group, and until when (Unix seconds). Source: [doc 34964](https://trtc.io/document/34964).
 *
 * @example
 * const muted = await tencentchat.getMutedMembers({ groupId: "lobby" });
 */
export const getMutedMembers = plainForm("getMutedMembers");

/**
 * `getMutedMembers` for a group that is an output.
 *
 * @example
 * export const muted = tencentchat.getMutedMembersOutput({ groupId: room.groupId });
 */
export const getMutedMembersOutput = outputForm("getMutedMembers");

/**
 * Reads who is banned from an `AVChatRoom`, and until when (Unix seconds), 100 per call. It needs a plan with bans, and
 * their switch in the console; otherwise, and for other types, the service answers 10007. Source:
 * [doc 50295](https://trtc.io/document/50295).
 *
 * @example
 * const banned = await tencentchat.getBannedMembers({ groupId: "live" });
 */
export const getBannedMembers = plainForm("getBannedMembers");

/**
 * `getBannedMembers` for a room that is an output.
 *
 * @example
 * export const banned = tencentchat.getBannedMembersOutput({ groupId: live.groupId });
 */
export const getBannedMembersOutput = outputForm("getBannedMembers");

/**
 * Reads how many members are online in an `AVChatRoom`; in a large one, the number is 10 to 20 seconds old. Other types
 * are refused with 10007. Source: [doc 38521](https://trtc.io/document/38521).
 *
 * @example
 * const viewers = await tencentchat.getOnlineMemberCount({ groupId: "live" });
 */
export const getOnlineMemberCount = plainForm("getOnlineMemberCount");

/**
 * `getOnlineMemberCount` for a room that is an output.
 *
 * @example
 * export const viewers = tencentchat.getOnlineMemberCountOutput({ groupId: live.groupId });
 */
export const getOnlineMemberCountOutput = outputForm("getOnlineMemberCount");

/**
 * Reads who is online in an `AVChatRoom`: the latest 1,000, or the latest 30 without the plan or the console switch for
 * this list. Other types are refused with 10007. Source: [doc 50293](https://trtc.io/document/50293).
 *
 * @example
 * const viewers = await tencentchat.getOnlineMembers({ groupId: "live" });
 */
export const getOnlineMembers = plainForm("getOnlineMembers");

/**
 * `getOnlineMembers` for a room that is an output.
 *
 * @example
 * export const viewers = tencentchat.getOnlineMembersOutput({ groupId: live.groupId });
 */
export const getOnlineMembersOutput = outputForm("getOnlineMembers");
