import { COMMON, type EndpointRow } from "./row";

const GROUP = "group_open_http_svc";

/** Group members, mutes and bans. */
// biome-ignore format: one row per endpoint
export const memberEndpoints = [
  // An existing member stays a member and gets Result 2.
  [GROUP, "add_group_member", 34921, "write", "safe", COMMON],
  // Removing a user who is not a member succeeds (documented).
  [GROUP, "delete_group_member", 34949, "write", "safe", COMMON],
  [GROUP, "get_group_member_info", 34948, "read", "safe", COMMON],
  [GROUP, "get_specified_group_member_info", 64897, "read", "safe", COMMON],
  [GROUP, "modify_group_member_info", 34900, "write", "safe", COMMON],
  [GROUP, "get_role_in_group", 34963, "read", "safe", COMMON],
  // Durations start at the call: a repeat moves the end time by the seconds in between.
  [GROUP, "forbid_send_msg", 34951, "write", "safe", COMMON],
  [GROUP, "get_group_muted_account", 34964, "read", "safe", COMMON],
  [GROUP, "get_group_shutted_uin", 34964, "read", "safe", COMMON],
  // Like forbid_send_msg.
  [GROUP, "ban_group_member", 50296, "write", "safe", COMMON],
  [GROUP, "unban_group_member", 50297, "write", "safe", COMMON],
  [GROUP, "get_group_ban_member", 50295, "read", "safe", COMMON],
  [GROUP, "import_group_member", 34969, "write", "safe", COMMON],
  [GROUP, "set_unread_msg_num", 34909, "write", "safe", COMMON],
] as const satisfies readonly EndpointRow[];
