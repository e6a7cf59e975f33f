import { refuse } from "../wire/answer";
import { accountCheck, accountImport, multiaccountImport } from "./accounts/accounts";
import { accountDelete } from "./accounts/deleteAccounts";
import { getNoSpeaking, setNoSpeaking } from "./accounts/globalMute";
import { kick, queryOnlineStatus, queryState } from "./accounts/onlineStatus";
import { portraitGet, portraitSet } from "./accounts/profiles";
import { createRobot, deleteRobot, getAllRobots } from "./accounts/robots";
import { clearGroupAttr, deleteGroupAttr, getGroupAttr, modifyGroupAttr, setGroupAttr } from "./attributes";
import { isRefusedByName, REFUSED_BY_NAME } from "./catalogue";
import { deleteGroupCounter, getGroupCounter, updateGroupCounter } from "./counters";
import type { Endpoint } from "./endpoint";
import { changeGroupOwner } from "./groups/changeOwner";
import { createGroup } from "./groups/createGroup";
import { destroyGroup } from "./groups/destroyGroup";
import { getGroupInfo } from "./groups/groupInfo";
import { getAppidGroupList } from "./groups/groupList";
import { importGroup } from "./groups/importGroup";
import { modifyGroupBaseInfo } from "./groups/modifyGroup";
import { addGroupMember } from "./members/addMembers";
import { banGroupMember, getGroupBanMember, unbanGroupMember } from "./members/bans";
import { deleteGroupMember } from "./members/deleteMembers";
import { importGroupMember } from "./members/importMembers";
import { getJoinedGroupList } from "./members/joinedGroups";
import { getGroupMemberInfo, getSpecifiedGroupMemberInfo } from "./members/memberInfo";
import { modifyGroupMemberInfo } from "./members/modifyMember";
import { forbidSendMsg, getGroupMutedAccount, getGroupShuttedUin } from "./members/mutes";
import { getRoleInGroup } from "./members/roles";
import { sendBroadcastMsg } from "./messages/broadcast";
import { groupGetKeyValues, groupSetKeyValues } from "./messages/extensions";
import { groupMsgGetSimple } from "./messages/history";
import { importGroupMsg } from "./messages/importGroupMsg";
import { modifyGroupMsg } from "./messages/modifyGroupMsg";
import { batchSendMsg, sendMsg } from "./messages/privateMessages";
import { deleteGroupMsgBySender, groupMsgRecall } from "./messages/recall";
import { getGroupMsgReceipt, getGroupMsgReceiptDetail } from "./messages/receipts";
import { sendGroupMsg } from "./messages/sendGroupMsg";
import { setUnreadMsgNum } from "./messages/unread";
import { sendGroupSystemNotification } from "./notices";
import { modifyUserInfo } from "./rooms/marks";
import { checkMembers, getAdminList, modifyAdmin } from "./rooms/roomAdmins";
import { getMembers, getOnlineMemberNum } from "./rooms/rooms";
import { createTopic, importTopic } from "./topics/createTopic";
import { destroyTopic } from "./topics/destroyTopics";
import { getTopic } from "./topics/getTopics";
import { modifyTopic } from "./topics/modifyTopic";

/** All emulated endpoints. */
export const ENDPOINTS: readonly Endpoint[] = [
  createGroup,
  destroyGroup,
  getGroupInfo,
  modifyGroupBaseInfo,
  getAppidGroupList,
  changeGroupOwner,
  importGroup,
  addGroupMember,
  importGroupMember,
  deleteGroupMember,
  getGroupMemberInfo,
  getSpecifiedGroupMemberInfo,
  modifyGroupMemberInfo,
  getRoleInGroup,
  getJoinedGroupList,
  forbidSendMsg,
  getGroupMutedAccount,
  getGroupShuttedUin,
  banGroupMember,
  unbanGroupMember,
  getGroupBanMember,
  sendGroupMsg,
  sendGroupSystemNotification,
  sendBroadcastMsg,
  importGroupMsg,
  groupMsgGetSimple,
  groupMsgRecall,
  deleteGroupMsgBySender,
  modifyGroupMsg,
  setUnreadMsgNum,
  getGroupMsgReceipt,
  getGroupMsgReceiptDetail,
  groupGetKeyValues,
  groupSetKeyValues,
  sendMsg,
  batchSendMsg,
  getGroupAttr,
  modifyGroupAttr,
  setGroupAttr,
  clearGroupAttr,
  deleteGroupAttr,
  getGroupCounter,
  updateGroupCounter,
  deleteGroupCounter,
  createTopic,
  importTopic,
  destroyTopic,
  getTopic,
  modifyTopic,
  getOnlineMemberNum,
  getMembers,
  modifyUserInfo,
  modifyAdmin,
  getAdminList,
  checkMembers,
  accountImport,
  multiaccountImport,
  accountCheck,
  accountDelete,
  kick,
  queryOnlineStatus,
  queryState,
  setNoSpeaking,
  getNoSpeaking,
  portraitSet,
  portraitGet,
  createRobot,
  getAllRobots,
  deleteRobot,
];

const BY_PATH: ReadonlyMap<string, Endpoint> = new Map(ENDPOINTS.map((endpoint) => [endpoint.path, endpoint]));
const ALL_PATHS: readonly string[] = [...BY_PATH.keys(), ...REFUSED_BY_NAME];
const SERVICES: ReadonlySet<string> = new Set(ALL_PATHS.map(serviceOf));
const COMMANDS: ReadonlySet<string> = new Set(ALL_PATHS.map(commandOf));

/** Returns the command of a path: `destroy_group` of `group_open_http_svc/destroy_group`. */
export function commandOf(path: string): string {
  return path.slice(path.indexOf("/") + 1);
}

/** Returns whether a command or path is emulated, so that a fault may name it. */
export function isEmulated(api: string): boolean {
  return ENDPOINTS.some((endpoint) => endpoint.path === api || commandOf(endpoint.path) === api);
}

/**
 * Returns the endpoint of `service/command`.
 *
 * @throws ApiError 60009 unknown service, 60008 a command of another service (as the service answers), 10003 unknown command
 */
export function endpointAt(path: string): Endpoint {
  const found = BY_PATH.get(path);
  if (found !== undefined) return found;
  if (isRefusedByName(path))
    refuse(
      10003,
      `${path} is not emulated, although the real service has it. This refusal is the emulator's own; nothing was done`,
    );
  if (!SERVICES.has(serviceOf(path)))
    refuse(60009, "the requested resource is wrong, check the service name in the URL");
  if (COMMANDS.has(commandOf(path)))
    refuse(60008, "service timeout or request format error,please check and try again");
  return refuse(10003, "invalid command word");
}

function serviceOf(path: string): string {
  return path.slice(0, path.indexOf("/"));
}
