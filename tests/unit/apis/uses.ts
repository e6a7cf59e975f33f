import type { EndpointPath } from "../../../chat";

/** Where an API is used: client methods, resources, functions. An API that is not in the table needs `client.call`. */
export interface Use {
  readonly client: readonly string[];
  readonly resources?: readonly string[];
  readonly functions?: readonly string[];
}

const GROUPS_OF_APP = ["EphemeralStack"];
const GROUPS = ["Group", "GroupFleet"];
const MEMBERS = ["GroupMembers", "GroupMember"];
/** Child resources read their group and its ownership. */
const CHILDREN = [...MEMBERS, "GroupAttributes", "GroupCounters", "Topic", "MutedMembers", "BannedMembers"];

// biome-ignore format: one row per endpoint
export const uses: Readonly<Partial<Record<EndpointPath, Use>>> = {
  "group_open_http_svc/get_appid_group_list": { client: ["groups.list", "groups.listAll", "groups.eachPage"], resources: GROUPS_OF_APP, functions: ["listGroups"] },
  "group_open_http_svc/create_group": { client: ["groups.create"], resources: GROUPS },
  "group_open_http_svc/destroy_group": { client: ["groups.destroy"], resources: [...GROUPS, ...GROUPS_OF_APP] },
  "group_open_http_svc/get_joined_group_list": { client: ["members.joinedGroups"], functions: ["getJoinedGroups"] },
  "group_open_http_svc/get_group_info": { client: ["groups.getInfo", "groups.getInfoWithAllCustomFields"], resources: [...GROUPS, ...GROUPS_OF_APP, ...CHILDREN], functions: ["getGroup", "getGroups", "getGroupMembers"] },
  "group_open_http_svc/modify_group_base_info": { client: ["groups.modify"], resources: GROUPS },
  "group_open_http_svc/change_group_owner": { client: ["groups.changeOwner"], resources: GROUPS },
  "group_open_http_svc/send_group_system_notification": { client: ["groups.sendSystemNotification"], resources: GROUPS },

  "group_open_attr_http_svc/get_group_attr": { client: ["attributes.get"], resources: [...GROUPS, ...GROUPS_OF_APP, ...CHILDREN], functions: ["getGroupAttributes"] },
  "group_open_http_svc/modify_group_attr": { client: ["attributes.modify"], resources: [...GROUPS, "GroupAttributes"] },
  "group_open_http_svc/set_group_attr": { client: ["attributes.set"] },
  "group_open_http_svc/clear_group_attr": { client: ["attributes.clear"] },
  "group_open_http_svc/delete_group_attr": { client: ["attributes.delete"], resources: [...GROUPS, "GroupAttributes"] },

  "group_open_http_svc/get_group_counter": { client: ["counters.get"], resources: ["GroupCounters"], functions: ["getGroupCounters"] },
  "group_open_http_svc/update_group_counter": { client: ["counters.set", "counters.increase", "counters.decrease"], resources: ["GroupCounters"] },
  "group_open_http_svc/delete_group_counter": { client: ["counters.delete", "counters.clear"], resources: ["GroupCounters"] },

  "million_group_open_http_svc/create_topic": { client: ["topics.create"], resources: ["Topic"] },
  "million_group_open_http_svc/destroy_topic": { client: ["topics.destroy"], resources: ["Topic"] },
  "million_group_open_http_svc/get_topic": { client: ["topics.get", "topics.list"], resources: ["Topic"], functions: ["getTopics"] },
  "million_group_open_http_svc/modify_topic": { client: ["topics.modify"], resources: ["Topic"] },

  "group_open_http_svc/get_online_member_num": { client: ["rooms.onlineCount"], functions: ["getOnlineMemberCount"] },
  "group_open_avchatroom_http_svc/get_members": { client: ["rooms.onlineMembers"], functions: ["getOnlineMembers"] },

  "group_open_http_svc/add_group_member": { client: ["members.add", "members.join"], resources: [...GROUPS, ...MEMBERS] },
  "group_open_http_svc/delete_group_member": { client: ["members.remove", "members.leave"], resources: MEMBERS },
  "group_open_http_svc/get_group_member_info": { client: ["members.list"], resources: ["GroupMembers"], functions: ["getGroupMembers"] },
  "group_open_http_svc/get_specified_group_member_info": { client: ["members.find", "members.findOne"], resources: ["GroupMember"] },
  "group_open_http_svc/modify_group_member_info": { client: ["members.modify"], resources: MEMBERS },
  "group_open_http_svc/get_role_in_group": { client: ["members.roles", "members.role"], functions: ["getRoles"] },
  "group_open_http_svc/forbid_send_msg": { client: ["members.mute"], resources: ["MutedMembers"] },
  "group_open_http_svc/get_group_muted_account": { client: ["members.muted"], resources: ["MutedMembers"], functions: ["getMutedMembers"] },
  "group_open_http_svc/ban_group_member": { client: ["members.ban"], resources: ["BannedMembers"] },
  "group_open_http_svc/unban_group_member": { client: ["members.unban"], resources: ["BannedMembers"] },
  "group_open_http_svc/get_group_ban_member": { client: ["members.banned"], resources: ["BannedMembers"], functions: ["getBannedMembers"] },

  "im_open_login_svc/account_import": { client: ["accounts.import"], resources: ["Account"] },
  "im_open_login_svc/multiaccount_import": { client: ["accounts.importMany"] },
  "im_open_login_svc/account_check": { client: ["accounts.check", "accounts.isImported"], resources: ["Account"], functions: ["checkAccounts"] },
  "im_open_login_svc/account_delete": { client: ["accounts.delete"], resources: ["Account"] },
  "profile/portrait_set": { client: ["profiles.set"], resources: ["Account", "Chatbot"] },
  "profile/portrait_get": { client: ["profiles.get", "profiles.find"], resources: ["Account", "Chatbot"], functions: ["getProfiles"] },
  "openim_robot_http_svc/create_robot": { client: ["chatbots.create"], resources: ["Chatbot"] },
  "openim_robot_http_svc/get_all_robots": { client: ["chatbots.list"], resources: ["Chatbot"] },
  "openim_robot_http_svc/delete_robot": { client: ["chatbots.delete"], resources: ["Chatbot"] },
};
