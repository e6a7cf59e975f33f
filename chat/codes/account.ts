import type { CodeRow } from "./row";

/** Accounts and UserSig: doc 34348 and the pages 34953 to 34957. */
// biome-ignore format: one row per code
export const accountCodes: readonly CodeRow[] = [
  [70001, "authentication", "the UserSig has expired", "check this machine's clock", { renewUserSig: true }],
  [70002, "authentication", "the UserSig is empty", "if a proxy rewrites URLs, bypass it; check `secretKey`", { renewUserSig: true }],
  [70003, "authentication", "the UserSig is not valid", "check that `secretKey` is this app's key, as the console shows it, and that nothing cuts long URLs", { renewUserSig: true }],
  [70005, "authentication", "the UserSig is not valid", "check that `secretKey` is this app's key, as the console shows it, and that nothing cuts long URLs", { renewUserSig: true }],
  [70009, "authentication", "the UserSig was signed with another app's key", "set `secretKey` to the key of this SDKAppID"],
  [70013, "authentication", "the UserSig belongs to another user", "check `adminUserId`"],
  [70014, "authentication", "the UserSig belongs to another SDKAppID", "check `sdkAppId`"],
  [70016, "authentication", "the app has no public key: it uses the signature algorithm from before July 2019", "switch the app to HMAC-SHA256 in the console and take its key"],
  [70020, "authentication", "the SDKAppID is unknown in this region", "check `sdkAppId`, and that `region` is the one the app was created in"],
  [70032, "invalid", "the request was refused without a reason (not documented)", "check the input; ask support with the code"],
  [70050, "throttled", "too many failed checks of the UserSig", "wait a minute, check `secretKey` and `adminUserId`, then run it again", { neverRetry: true }],
  [70051, "permission", "the account is on the blocklist", "use another admin account, or ask support"],
  [70052, "authentication", "the UserSig is no longer valid", "check whether the key was changed in the console", { renewUserSig: true }],
  [70107, "invalid", "the user id does not exist", "import the account first", { missingAccount: true }],
  [70114, "throttled", "restricted for security reasons", "slow down; if it persists, ask support"],
  [70169, "transient", "the service timed out", "try again in a minute"],
  [70202, "transient", "the service timed out", "try again in a minute"],
  [70206, "invalid", "the number of accounts in one request is wrong", "send 1 to 100"],
  [70398, "plan", "the free plan's 100 accounts are used up", "delete accounts or change the plan"],
  [70402, "invalid", "a field is missing or wrong", "check the input against the service's error text"],
  [70403, "permission", "only an app admin may do this", "set `adminUserId` to an account that the console lists as app admin"],
  [70404, "invalid", "the client SDK is too old for this", "update the client SDK"],
  [70500, "transient", "internal error of the service", "try again in a minute"],
  [71000, "plan", "accounts can be deleted on free and trial apps only", "keep the account"],
  [72000, "plan", "the free plan's daily active users are used up", "change the plan, or wait for tomorrow"],
  [72001, "plan", "the user status feature is off", "switch it on in the console"],
  [72012, "plan", "profile subscription is off", "switch it on in the console"],
];
