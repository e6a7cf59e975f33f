import { outputForm, plainForm } from "./forms";

/**
 * Reads the profile of any group, without its members. It runs whenever the program runs, also in previews, which
 * therefore need the secret key.
 *
 * A group that does not exist is an error that names it. Source: [doc 34961](https://trtc.io/document/34961).
 *
 * @example
 * const lobby = await tencentchat.getGroup({ groupId: "lobby-prod" });
 * export const owner = lobby.ownerAccount;
 */
export const getGroup = plainForm("getGroup");

/**
 * `getGroup` for an id that is an output. Makes no call in a preview if the group does not exist yet.
 *
 * @example
 * export const members = tencentchat.getGroupOutput({ groupId: room.groupId }).memberCount;
 */
export const getGroupOutput = outputForm("getGroup");

/**
 * Reads groups that may be missing, 50 per call. Returns the existing ones by id, and the ids of the others. Source:
 * [doc 34961](https://trtc.io/document/34961).
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
 * Lists the ids of all groups of the app, 10,000 per call. The service allows one such call per second and app, so
 * concurrent listings slow each other down. Groups created meanwhile may be missing. Source:
 * [doc 34960](https://trtc.io/document/34960).
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
 * Reads the groups that a user is in, 1,000 per call. Source: [doc 34925](https://trtc.io/document/34925).
 *
 * @example
 * const groups = await tencentchat.getJoinedGroups({ userId: "alice", type: "Public" });
 * export const owned = groups.filter(({ role }) => role === "Owner").map(({ groupId }) => groupId);
 */
export const getJoinedGroups = plainForm("getJoinedGroups");

/**
 * `getJoinedGroups` for a UserID that is an output.
 *
 * @example
 * export const groups = tencentchat.getJoinedGroupsOutput({ userId: config.requireSecret("user") });
 */
export const getJoinedGroupsOutput = outputForm("getJoinedGroups");
