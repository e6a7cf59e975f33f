/** What owners, members and other back ends do with groups, by the control API. */
import { appPath, send } from "../lib/api.mjs";
import { act, ask } from "../lib/dialog.mjs";
import { linkTo } from "../lib/route.mjs";
import { GROUP_TYPES } from "./groupTypes.mjs";

/** @param {number} app */
export function createGroup(app) {
  ask({
    title: "Create a group",
    text: "As another back end would, without a mark. With an owner: as the client of this user.",
    fields: [
      { name: "groupId", label: "Group id", required: true },
      { name: "type", label: "Type", options: GROUP_TYPES, value: "Public" },
      { name: "name", label: "Name", required: true },
      { name: "client", label: "Owner (UserID)" },
    ],
    action: "Create",
    run: async ({ groupId = "", type, name, client }) => {
      await send("POST", appPath(app, "groups"), { groupId, type, name, ...(client && { client }) });
      location.hash = linkTo("groups", groupId, { app });
      return `Created ${groupId}.`;
    },
  });
}

/** @param {number} app @param {string} groupId */
export function disbandGroup(app, groupId) {
  ask({
    title: `Disband ${groupId}?`,
    text: "As its owner or the console would: the group, its members and its attributes are gone.",
    action: "Disband",
    isDangerous: true,
    run: async () => {
      await send("DELETE", appPath(app, "groups", groupId));
      return `Disbanded ${groupId}.`;
    },
  });
}

/** @param {number} app @param {string} groupId */
export function replaceGroup(app, groupId) {
  ask({
    title: `Replace ${groupId} by a foreign group?`,
    text: "Disbands it, and creates another one with the same id, type, name and owner, without members and attributes.",
    action: "Replace",
    isDangerous: true,
    run: async () => {
      await send("POST", appPath(app, "groups", groupId, "recreate"), {});
      return `Replaced ${groupId}.`;
    },
  });
}

/**
 * @param {number} app
 * @param {string} groupId
 * @param {string} [key] undefined: a new attribute
 * @param {string} [value]
 */
export function editAttribute(app, groupId, key, value = "") {
  const field = { name: "key", label: "Key", required: true };
  ask({
    title: key === undefined ? "Set an attribute" : `Edit the attribute ${key}`,
    text: "As a member's client can. The other attributes stay.",
    fields: [...(key === undefined ? [field] : []), { name: "value", label: "Value", kind: "textarea", value }],
    action: "Set",
    run: async (values) => {
      const edited = key ?? values["key"] ?? "";
      await send("PATCH", appPath(app, "groups", groupId, "attributes"), { [edited]: values["value"] ?? "" });
      return `Set the attribute ${edited} of ${groupId}.`;
    },
  });
}

/** @param {number} app @param {string} groupId @param {string} key */
export function removeAttribute(app, groupId, key) {
  return act(async () => {
    await send("PATCH", appPath(app, "groups", groupId, "attributes"), { [key]: null });
    return `Removed the attribute ${key} of ${groupId}.`;
  });
}

/** @param {number} app @param {string} groupId */
export function wipeAttributes(app, groupId) {
  ask({
    title: `Wipe all attributes of ${groupId}?`,
    text: "As a member's client can. An owner mark in an attribute is gone as well.",
    action: "Wipe",
    isDangerous: true,
    run: async () => {
      await send("PUT", appPath(app, "groups", groupId, "attributes"), {});
      return `Wiped the attributes of ${groupId}.`;
    },
  });
}

/**
 * @param {number} app
 * @param {string} groupId
 * @param {boolean} isRoom an AVChatRoom, which users enter
 */
export function joinGroup(app, groupId, isRoom) {
  ask({
    title: isRoom ? "Let a user enter" : "Let a user join",
    text: "The account is created if it does not exist.",
    fields: [{ name: "userId", label: "UserID", required: true }],
    action: isRoom ? "Enter" : "Join",
    run: async ({ userId = "" }) => {
      if (isRoom) await send("POST", appPath(app, "groups", groupId, "online"), { userIds: [userId] });
      else await send("POST", appPath(app, "groups", groupId, "members"), { userId });
      return `${userId} is in ${groupId}.`;
    },
  });
}

/** @param {number} app @param {string} groupId @param {"members" | "online"} list @param {string} userId */
export function leaveGroup(app, groupId, list, userId) {
  return act(async () => {
    await send("DELETE", appPath(app, "groups", groupId, list, userId));
    return `${userId} left ${groupId}.`;
  });
}
