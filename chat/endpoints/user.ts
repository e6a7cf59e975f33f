import { COMMON, type EndpointRow } from "./row";

const ACCOUNT = "im_open_login_svc";
const PROFILE = "profile";
const ROBOT = "openim_robot_http_svc";
const FRIENDS = "sns";
const CONVERSATION = "recentcontact";

/** Accounts, profiles, chatbots, friends, conversations. */
// biome-ignore format: one row per endpoint
export const userEndpoints = [
  [ACCOUNT, "account_import", 34953, "write", "safe", COMMON],
  [ACCOUNT, "multiaccount_import", 34954, "write", "safe", 100],
  [ACCOUNT, "account_check", 34956, "read", "safe", 100],
  // An account that is already deleted gets 70107.
  [ACCOUNT, "account_delete", 34955, "write", "safe", 100],
  // A user who logged in again in between would be kicked again.
  [ACCOUNT, "kick", 34957, "write", "unsafe", COMMON],
  ["openim", "query_online_status", 35477, "read", "safe", COMMON],
  ["openim", "querystate", 35477, "read", "safe", COMMON],

  [PROFILE, "portrait_set", 34916, "write", "safe", COMMON],
  [PROFILE, "portrait_get", 34917, "read", "safe", COMMON],

  [ROBOT, "get_all_robots", 55280, "read", "safe", COMMON],
  // Creating an existing one is harmless.
  [ROBOT, "create_robot", 55281, "write", "safe", COMMON],
  [ROBOT, "delete_robot", 55282, "write", "safe", COMMON],

  // If the other user must consent, it sends a request, which would be shown twice.
  [FRIENDS, "friend_add", undefined, "write", "unsafe", COMMON],
  [FRIENDS, "friend_import", undefined, "write", "safe", COMMON],
  [FRIENDS, "friend_update", undefined, "write", "safe", COMMON],
  [FRIENDS, "friend_delete", undefined, "write", "safe", COMMON],
  // Friends added in between would be deleted as well.
  [FRIENDS, "friend_delete_all", undefined, "write", "unsafe", COMMON],
  [FRIENDS, "friend_check", undefined, "read", "safe", COMMON],
  [FRIENDS, "friend_get", undefined, "read", "safe", COMMON],
  [FRIENDS, "friend_get_list", undefined, "read", "safe", COMMON],
  // An existing list is refused, as if another call had created it.
  [FRIENDS, "group_add", undefined, "write", "unsafe", COMMON],
  [FRIENDS, "group_delete", undefined, "write", "safe", COMMON],
  [FRIENDS, "group_get", undefined, "read", "safe", COMMON],
  [FRIENDS, "black_list_add", undefined, "write", "safe", COMMON],
  [FRIENDS, "black_list_delete", undefined, "write", "safe", COMMON],
  [FRIENDS, "black_list_get", undefined, "read", "safe", COMMON],
  [FRIENDS, "black_list_check", undefined, "read", "safe", COMMON],

  [CONVERSATION, "get_list", undefined, "read", "safe", COMMON],
  // A conversation that restarted in between would be deleted as well.
  [CONVERSATION, "delete", undefined, "write", "unsafe", COMMON],
  // The answer to a repeated create or delete is not documented.
  [CONVERSATION, "create_contact_group", undefined, "write", "unsafe", COMMON],
  [CONVERSATION, "update_contact_group", undefined, "write", "unsafe", COMMON],
  [CONVERSATION, "del_contact_group", undefined, "write", "unsafe", COMMON],
  [CONVERSATION, "mark_contact", undefined, "write", "safe", COMMON],
  [CONVERSATION, "search_contact_group", undefined, "read", "safe", COMMON],
  [CONVERSATION, "get_contact_group", undefined, "read", "safe", COMMON],
] as const satisfies readonly EndpointRow[];
