import { outputForm, plainForm } from "./forms";

/**
 * Reads a group, be it of this program or not: its profile, without its members. It is read when the program runs, in
 * previews, too, so that the secret key is needed there.
 *
 * A group that there is not is an error that names it. Source: doc 34961.
 *
 * @example
 * const lobby = await tencentchat.getGroup({ groupId: "lobby-prod" });
 * export const owner = lobby.ownerAccount;
 */
export const getGroup = plainForm("getGroup");

/**
 * `getGroup` for an id that is an output. Not called in a preview in which the group is yet to be made.
 *
 * @example
 * export const members = tencentchat.getGroupOutput({ groupId: room.groupId }).memberCount;
 */
export const getGroupOutput = outputForm("getGroup");

/**
 * Reads groups that may be missing, 50 a call: those found by id, and the ids of the others. Source: doc 34961.
 *
 * @example
 * const { groups, missing } = await tencentchat.getGroups({ groupIds: ["lobby", "ops"] });
 */
export const getGroups = plainForm("getGroups");

/**
 * `getGroups` for ids that are outputs.
 *
 * @example
 * export const missing = tencentchat.getGroupsOutput({ groupIds: [room.groupId, "ops"] }).missing;
 */
export const getGroupsOutput = outputForm("getGroups");

/**
 * The ids of all groups of the app, 10,000 a call. The service allows one such call a second for the app, so that others
 * who list at the same time make it slower. Groups that are made meanwhile may be missing. Source: doc 34960.
 *
 * @example
 * const liveRooms = await tencentchat.listGroups({ type: "AVChatRoom" });
 */
export const listGroups = plainForm("listGroups");

/**
 * `listGroups` for a type that is an output.
 *
 * @example
 * export const groupCount = tencentchat.listGroupsOutput().apply((ids) => ids.length);
 */
export const listGroupsOutput = outputForm("listGroups");

/**
 * The groups that a user is in, 1,000 a call. Source: doc 34925.
 *
 * @example
 * const groups = await tencentchat.getJoinedGroups({ userId: "alice", type: "Public" });
 * export const owned = groups.filter(({ role }) => role === "Owner").map(({ groupId }) => groupId);
 */
export const getJoinedGroups = plainForm("getJoinedGroups");

/**
 * `getJoinedGroups` for a user who is an output.
 *
 * @example
 * export const groups = tencentchat.getJoinedGroupsOutput({ userId: config.requireSecret("user") });
 */
export const getJoinedGroupsOutput = outputForm("getJoinedGroups");
