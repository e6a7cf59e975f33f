import assert from "node:assert/strict";
import { Rig } from "../support/rig";

const COMMUNITY = "@TGS#_c";

/** A call with an empty result, and the list that its answer must still have. */
const EMPTY: readonly [string, string, Record<string, unknown>][] = [
  ["get_group_attr", "GroupAttrAry", { GroupId: "g" }],
  ["get_group_counter", "GroupCounter", { GroupId: "g" }],
  ["get_group_counter", "GroupCounter", { GroupId: "g", GroupCounterKeys: ["none"] }],
  ["get_group_member_info", "MemberList", { GroupId: "g" }],
  ["get_group_member_info", "MemberList", { GroupId: COMMUNITY, Next: "" }],
  ["get_specified_group_member_info", "MemberList", { GroupId: "g", Member_List_Account: ["nobody"] }],
  ["get_members", "MemberList", { GroupId: "live", Timestamp: 0 }],
  ["get_group_muted_account", "MutedAccountList", { GroupId: "g" }],
  ["get_group_shutted_uin", "ShuttedUinList", { GroupId: "g" }],
  ["group_msg_get_simple", "RspMsgList", { GroupId: "g", ReqMsgNumber: 1 }],
  ["get_admin_list", "Admin_List", { GroupId: "live" }],
  ["check_members", "Member_Account", { GroupId: "live", Member_Account: ["nobody"] }],
  ["query_online_status", "ErrorList", { To_Account: ["administrator"] }],
  ["get_group_ban_member", "BannedAccountList", { GroupId: "live", Offset: 0 }],
  ["get_topic", "TopicAndSelfInfo", { GroupId: COMMUNITY, From_Account: "administrator" }],
  ["get_all_robots", "Robot_Account", {}],
  ["get_joined_group_list", "GroupIdList", { Member_Account: "administrator" }],
  ["get_appid_group_list", "GroupIdList", { GroupType: "Private" }],
  ["multiaccount_import", "FailAccounts", { Accounts: ["administrator"] }],
];

/** A call about a missing object, and the list that must still have an entry for it. */
const MISSING: readonly [string, string, Record<string, unknown>][] = [
  ["group_msg_recall", "RecallRetList", { GroupId: "g", MsgSeqList: [{ MsgSeq: 1 }] }],
  ["get_group_msg_receipt", "GroupMsgReceiptList", { GroupId: "g", MsgSeqList: [{ MsgSeq: 1 }] }],
  ["account_check", "ResultItem", { CheckItem: [{ UserID: "nobody" }] }],
  ["account_delete", "ResultItem", { DeleteItem: [{ UserID: "nobody" }] }],
  ["portrait_get", "UserProfileItem", { To_Account: ["nobody"], TagList: ["Tag_Profile_IM_Nick"] }],
  ["destroy_topic", "DestroyResultItem", { GroupId: COMMUNITY, TopicIdList: ["none"] }],
  ["get_topic", "TopicAndSelfInfo", { GroupId: COMMUNITY, From_Account: "administrator", TopicIdList: ["none"] }],
  ["get_group_info", "GroupInfo", { GroupIdList: ["none"] }],
  ["get_role_in_group", "UserIdList", { GroupId: "g", User_Account: ["nobody"] }],
];

describe("the lists of an answer", () => {
  const rig = new Rig();
  beforeEach(async () => {
    for (const [type, id] of [
      ["Public", "g"],
      ["AVChatRoom", "live"],
    ] as const)
      await rig.create(type, { GroupId: id });
    await rig.create("Community", { GroupId: COMMUNITY, SupportTopic: 1 });
  });

  for (const [command, field, body] of EMPTY)
    it(`are sent even if empty: ${field} of ${command} ${JSON.stringify(body)}`, async () => {
      assert.deepEqual((await rig.ok(command, body))[field], []);
    });

  for (const [command, field, body] of MISSING)
    it(`have an entry for a missing object: ${field} of ${command}`, async () => {
      assert.equal((await rig.ok(command, body))[field].length, 1);
    });
});
