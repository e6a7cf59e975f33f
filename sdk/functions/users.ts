import { outputForm, plainForm } from "./forms";

/**
 * Reads whether users are imported, 100 per call: true or false by UserID. Only an imported user can own or join a
 * group. Source: [doc 34956](https://trtc.io/document/34956).
 *
 * @example
 * const { alice } = await tencentchat.checkAccounts({ userIds: ["alice"] });
 */
export const checkAccounts = plainForm("checkAccounts");

/**
 * `checkAccounts` for UserIDs that are outputs.
 *
 * @example
 * export const known = tencentchat.checkAccountsOutput({ userIds: [room.ownerAccount.apply((id) => id ?? "alice")] });
 */
export const checkAccountsOutput = outputForm("checkAccounts");

/**
 * Reads the profiles of users, 100 per call. Returns them by UserID, and the reason for each one that the service
 * refuses. Source: [doc 34917](https://trtc.io/document/34917).
 *
 * @example
 * const { profiles } = await tencentchat.getProfiles({ userIds: ["alice"], fields: ["nick"] });
 * export const nick = profiles.alice?.nick;
 */
export const getProfiles = plainForm("getProfiles");

/**
 * `getProfiles` for UserIDs that are outputs.
 *
 * @example
 * export const profiles = tencentchat.getProfilesOutput({ userIds: [config.require("user")] }).profiles;
 */
export const getProfilesOutput = outputForm("getProfiles");
