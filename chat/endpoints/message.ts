import { COMMON, type EndpointRow } from "./row";

const GROUP = "group_open_http_svc";
const OPENIM = "openim";
const EXTENSION = "openim_msg_ext_http_svc";
const PUSH = "all_member_push";

/** Messages to users, groups and all users. A repeated message is seen twice, so sending is never safe to repeat. */
// biome-ignore format: one row per endpoint
export const messageEndpoints = [
  [OPENIM, "sendmsg", undefined, "write", "unsafe", COMMON],
  [OPENIM, "batchsendmsg", undefined, "write", "unsafe", COMMON],
  // The service drops a message with the same Random within five minutes, but not later.
  [GROUP, "send_group_msg", 34959, "write", "unsafe", COMMON],
  [GROUP, "send_group_system_notification", 34958, "write", "unsafe", COMMON],
  // One per second on Pro, five on Pro Plus and Enterprise.
  [GROUP, "send_broadcast_msg", 49440, "write", "unsafe", 1],
  // Imports add to the history.
  [OPENIM, "importmsg", undefined, "write", "unsafe", COMMON],
  [GROUP, "import_group_msg", 34968, "write", "unsafe", COMMON],
  [OPENIM, "modify_c2c_msg", undefined, "write", "safe", COMMON],
  [OPENIM, "modify_group_msg", 47948, "write", "safe", COMMON],
  [OPENIM, "admin_getroammsg", undefined, "read", "safe", COMMON],
  [GROUP, "group_msg_get_simple", 34971, "read", "safe", COMMON],
  // A message that arrived in between would be deleted as well.
  [GROUP, "delete_group_msg_by_sender", 34970, "write", "unsafe", COMMON],
  [OPENIM, "admin_msgwithdraw", undefined, "write", "safe", COMMON],
  [GROUP, "group_msg_recall", 34965, "write", "safe", COMMON],
  // A message that arrived in between would be marked as read as well.
  [OPENIM, "admin_set_msg_read", undefined, "write", "unsafe", COMMON],
  [GROUP, "get_group_msg_receipt", 49439, "read", "safe", COMMON],
  [GROUP, "get_group_msg_receipt_detail", 49438, "read", "safe", COMMON],
  [OPENIM, "get_c2c_unread_msg_num", undefined, "read", "safe", COMMON],
  // Extensions have sequence numbers: repeating a successful write may be refused as a conflict.
  [EXTENSION, "get_key_values", undefined, "read", "safe", COMMON],
  [EXTENSION, "set_key_values", undefined, "write", "unsafe", COMMON],
  [EXTENSION, "group_get_key_values", 52169, "read", "safe", COMMON],
  [EXTENSION, "group_set_key_values", 52170, "write", "unsafe", COMMON],

  // At most one per second (90024).
  [PUSH, "im_push", undefined, "write", "unsafe", 1],
  [PUSH, "im_set_attr_name", undefined, "write", "safe", COMMON],
  [PUSH, "im_get_attr_name", undefined, "read", "safe", COMMON],
  [PUSH, "im_set_attr", undefined, "write", "safe", COMMON],
  [PUSH, "im_get_attr", undefined, "read", "safe", COMMON],
  [PUSH, "im_remove_attr", undefined, "write", "safe", COMMON],
  [PUSH, "im_add_tag", undefined, "write", "safe", COMMON],
  [PUSH, "im_get_tag", undefined, "read", "safe", COMMON],
  [PUSH, "im_remove_tag", undefined, "write", "safe", COMMON],
  [PUSH, "im_remove_all_tags", undefined, "write", "safe", COMMON],
] as const satisfies readonly EndpointRow[];
