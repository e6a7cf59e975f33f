import { outputForm, plainForm } from "./forms";

/**
 * Whether users are imported, 100 a call: true or false by UserID. Only an imported user can own or join a group.
 * Source: doc 34956.
 *
 * @example
 * const { alice } = await tencentchat.checkAccounts({ userIds: ["alice"] });
 */
export const checkAccounts = plainForm("checkAccounts");

/**
 * `checkAccounts` for users who are outputs.
 *
 * @example
 * export const known = tencentchat.checkAccountsOutput({ userIds: [room.ownerAccount.apply((id) => id ?? "alice")] });
 */
export const checkAccountsOutput = outputForm("checkAccounts");

/**
 * The profiles of users, 100 a call: those that the service gives by UserID, and why it does not give the others.
 * Source: doc 34917.
 *
 * @example
 * const { profiles } = await tencentchat.getProfiles({ userIds: ["alice"], fields: ["nick"] });
 * export const nick = profiles.alice?.nick;
 */
export const getProfiles = plainForm("getProfiles");

/**
 * `getProfiles` for users who are outputs.
 *
 * @example
 * export const profiles = tencentchat.getProfilesOutput({ userIds: [config.require("user")] }).profiles;
 */
export const getProfilesOutput = outputForm("getProfiles");
