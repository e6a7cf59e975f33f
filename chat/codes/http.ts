import type { CodeRow } from "./row";

/** The public layer in front of every API: docs 34348 and 34620. Classes and actions are this project's judgement. */
// biome-ignore format: one row per code
export const httpCodes: readonly CodeRow[] = [
  [60002, "invalid", "the service could not parse the HTTP request", "check `endpoint`: it must be the root of a Chat service, and nothing on the way may rewrite the URL"],
  [60003, "invalid", "the body is not valid JSON", "if a proxy rewrites requests, bypass it; else report this as a bug"],
  [60004, "authentication", "the account or the signature is wrong", "check `adminUserId` and `secretKey` against the app in the console", { renewUserSig: true }],
  [60005, "authentication", "the account or the signature is wrong", "check `adminUserId` and `secretKey` against the app in the console", { renewUserSig: true }],
  [60006, "authentication", "the SDKAppID is not valid", "check `sdkAppId`, and that `region` is the one the app was created in"],
  [60007, "throttled", "this API is called too often for the app", "wait, run fewer deployments of this app at a time, or lower `callsPerSecond`"],
  [60008, "transient", "the service timed out, or the path does not belong to this service", "try again; if it stays, check the path of the call and `endpoint`"],
  [60009, "invalid", "the requested resource is wrong", "check the path of the call"],
  [60010, "permission", "the identifier is not an app admin", "set `adminUserId` to an account that the console lists as app admin"],
  [60011, "throttled", "the app makes too many calls in all", "wait, or stop other jobs that call this app's API"],
  [60012, "invalid", "the SDKAppID is missing", "if a proxy rewrites URLs, bypass it; else report this as a bug"],
  [60013, "transient", "the service's own back end answered nonsense", "try again in a minute"],
  [60014, "transient", "looking up an account timed out", "try again in a minute"],
  [60015, "invalid", "an account in the request is not a string", "give user ids as strings"],
  [60016, "plan", "this SDKAppID is disabled", "see the app's state in the console, or ask support"],
  [60017, "plan", "this request is disabled for the app", "ask support to enable it"],
  [60018, "throttled", "too many requests", "wait, then go on with fewer at a time"],
  [60019, "throttled", "too many requests", "wait, then go on with fewer at a time"],
  [60020, "plan", "the plan is not bought, has expired, or is still being set up", "renew it in the console; after a purchase, wait five minutes"],
  [60021, "permission", "the caller's IP address is not allowed", "add this machine's public address to the IP allowlist in the console"],
  [60022, "invalid", "a refusal of the HTTP layer that no document explains", "see the service's own words; ask support with the code"],
  [80001, "invalid", "the text was refused by content moderation", "change the name, introduction, notification or message"],
  [80002, "invalid", "the message body is too long (8 or 12 KB, depending on the page)", "make it shorter"],
  [80003, "transient", "your before-send webhook failed or timed out, and the app refuses then", "try again; check the webhook"],
  [80004, "invalid", "the image was refused by content moderation", "use another image"],
  [80005, "plan", "the service is stopped: the plan has expired or is in arrears", "see the app's state and bills in the console"],
];
