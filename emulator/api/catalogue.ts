/** Commands in the service's documented lists that are not emulated, by service (doc 34621, and newer lists). */
const COMMANDS: Readonly<Record<string, string>> = {
  openim: `
    importmsg modify_c2c_msg admin_getroammsg admin_msgwithdraw admin_set_msg_read get_c2c_unread_msg_num
  `,
  group_open_http_svc: "create_permission_group get_permission_group get_topic_permission_group",
  openim_msg_ext_http_svc: "get_key_values set_key_values",
  all_member_push: `
    im_push im_set_attr_name im_get_attr_name im_get_attr im_set_attr im_remove_attr im_get_tag im_add_tag
    im_remove_tag im_remove_all_tags
  `,
  recentcontact: `
    get_list delete create_contact_group update_contact_group del_contact_group mark_contact
    search_contact_group get_contact_group
  `,
  sns: `
    friend_add friend_import friend_update friend_delete friend_delete_all friend_check friend_get
    friend_get_list group_add group_delete group_get black_list_add black_list_delete black_list_get
    black_list_check
  `,
  openconfigsvr: "getappinfo",
  open_msg_svc: "get_history",
  ConfigSvc: "GetIPList",
};

/** Commands that no list of the service has: clients in production call them, or a page of their own names them (269/107478). */
const UNLISTED: Readonly<Record<string, string>> = {
  openim: "c2c_msg_read_receipt delete_c2c_msg_ramble",
  group_open_http_svc: "group_msg_receipt clear_group_msg",
};

/** Further services of the REST API, with no command known to the emulator. */
const SERVICES: readonly string[] = [
  "follow",
  "official_account_open_http_svc",
  "im_msg_audit",
  "im_msg_audit_mgr",
  "im_cos_msg",
  "timpush",
];

/** The commands for the permission groups of communities (docs 61232 to 61242), which the lists name only in part. */
const PERMISSION_GROUPS = /^group_open_http_svc\/\w*permission_group\w*$/;

/** The listed commands as `service/command`. Remove an entry when its endpoint is added to the registry. */
export const NOT_EMULATED: ReadonlySet<string> = pathsOf(COMMANDS);
const ALSO_NOT_EMULATED: ReadonlySet<string> = pathsOf(UNLISTED);

/** Every `service/command` that the emulator knows but does not emulate. */
export const REFUSED_BY_NAME: readonly string[] = [...NOT_EMULATED, ...ALSO_NOT_EMULATED];

/** Returns whether the real service is known to have this path although the emulator does not. */
export function isRefusedByName(path: string): boolean {
  if (NOT_EMULATED.has(path) || ALSO_NOT_EMULATED.has(path) || PERMISSION_GROUPS.test(path)) return true;
  return SERVICES.some((name) => path.startsWith(`${name}/`));
}

function pathsOf(commands: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set(
    Object.entries(commands).flatMap(([api, names]) => (names.match(/\w+/g) ?? []).map((name) => `${api}/${name}`)),
  );
}
