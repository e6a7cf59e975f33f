import { COMMON, type EndpointRow, type GroupLimit } from "./row";

const GROUP = "group_open_http_svc";
const ATTRIBUTES = "group_open_attr_http_svc";
const TOPIC = "million_group_open_http_svc";
const LIVE = "group_open_avchatroom_http_svc";

/** docs 44188 to 44190: five writes per second for one group in total; more are refused with 10049. */
const ATTRIBUTE_WRITES: GroupLimit = { name: "attribute writes", callsPerSecond: 5 };

/** Groups, their child resources, and live rooms. */
// biome-ignore format: one row per endpoint
export const groupEndpoints = [
  [GROUP, "get_appid_group_list", 34960, "read", "safe", 1],
  // Repeating a successful create is refused with 10021 or 10025, as if another owner had created the group.
  [GROUP, "create_group", 34895, "write", "unsafe", COMMON],
  // Permanent, and an id may be reusable at once (not confirmed): a blind repeat could disband a new group with that id.
  [GROUP, "destroy_group", 34896, "write", "unsafe", COMMON],
  [GROUP, "get_joined_group_list", 34925, "read", "safe", COMMON],
  [GROUP, "get_group_info", 34961, "read", "safe", COMMON],
  [GROUP, "modify_group_base_info", 34962, "write", "safe", COMMON],
  // Whether changing to the current owner is refused (10004) is not documented: such an error keeps isIndeterminate.
  [GROUP, "change_group_owner", 34966, "write", "safe", COMMON],
  // Like create_group.
  [GROUP, "import_group", 34967, "write", "unsafe", COMMON],

  [ATTRIBUTES, "get_group_attr", 44187, "read", "safe", COMMON],
  [GROUP, "modify_group_attr", 44188, "write", "safe", COMMON, ATTRIBUTE_WRITES],
  [GROUP, "clear_group_attr", 44189, "write", "safe", COMMON, ATTRIBUTE_WRITES],
  [GROUP, "set_group_attr", 44190, "write", "safe", COMMON, ATTRIBUTE_WRITES],
  [GROUP, "delete_group_attr", 59499, "write", "safe", COMMON, ATTRIBUTE_WRITES],

  [GROUP, "get_group_counter", 53427, "read", "safe", COMMON],
  // Increase and Decrease would count twice. Set is safe: it sets `repeat` in the call's options.
  [GROUP, "update_group_counter", 53428, "write", "unsafe", COMMON],
  [GROUP, "delete_group_counter", 53429, "write", "safe", COMMON],

  // Without an id each call creates a topic. With an id a repeat is refused, as if another owner had created the topic.
  [TOPIC, "create_topic", 49471, "write", "unsafe", COMMON],
  // Like destroy_group.
  [TOPIC, "destroy_topic", 49470, "write", "unsafe", COMMON],
  [TOPIC, "get_topic", 49469, "read", "safe", COMMON],
  [TOPIC, "modify_topic", 49468, "write", "safe", COMMON],
  // Like create_topic.
  [GROUP, "import_topic", 53448, "write", "unsafe", COMMON],
  // Newer; the effect of a repeat is unknown.
  [GROUP, "create_permission_group", undefined, "write", "unsafe", COMMON],
  [GROUP, "get_permission_group", 61235, "read", "safe", COMMON],
  [GROUP, "get_topic_permission_group", 61239, "read", "safe", COMMON],

  [GROUP, "get_online_member_num", 38521, "read", "safe", COMMON],
  [LIVE, "get_members", 50293, "read", "safe", COMMON],
  [LIVE, "modify_user_info", 50294, "write", "safe", COMMON],
  [LIVE, "modify_admin", undefined, "write", "safe", COMMON],
  [LIVE, "get_admin_list", undefined, "read", "safe", COMMON],
  [LIVE, "check_members", undefined, "read", "safe", COMMON],
] as const satisfies readonly EndpointRow[];
