import assert from "node:assert/strict";
import { Receiver } from "../support/receiver";
import { Rig } from "../support/rig";

const account = (userId: string) => ({ Member_Account: userId });

describe("the events of webhooks", () => {
  const receiver = new Receiver();
  const rig = new Rig({
    apps: [{ sdkAppId: 1400000000, secretKey: "k", admins: ["administrator"], customFieldKeys: ["team"] }],
  });
  const app = () => rig.emulator.app();
  const attributes = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([key, value]) => ({ key, value }));

  before(() => receiver.start());
  beforeEach(() => {
    receiver.reset();
    app().importAccounts("alice", "bob", "carol");
    rig.emulator.setWebhook({ url: receiver.url });
  });
  after(() => receiver.stop());

  /** Returns the bodies of the events that some work causes, without what all have. */
  async function eventsOf(work: () => unknown): Promise<readonly object[]> {
    await rig.emulator.deliveries.settled();
    receiver.received.length = 0;
    await work();
    await rig.emulator.deliveries.settled();
    return receiver.received.map(({ body: { EventTime, ...body } }) => {
      assert.equal(EventTime, rig.clock.now());
      return body;
    });
  }

  const group = { GroupId: "g", Type: "Public" };
  const operator = { Operator_Account: "administrator" };
  const create = () => rig.create("Public", { GroupId: "g", Owner_Account: "alice", MemberList: [account("bob")] });

  it("tell of a group that is created and disbanded", async () => {
    const members = [account("alice"), account("bob")];
    const sent = await eventsOf(async () => {
      await rig.create("Public", {
        GroupId: "g",
        Owner_Account: "alice",
        MemberList: [account("bob")],
        AppDefinedData: [{ Key: "team", Value: "sre" }],
      });
      await rig.ok("destroy_group", { GroupId: "g" });
    });
    assert.deepEqual(sent, [
      {
        CallbackCommand: "Group.CallbackBeforeCreateGroup",
        ...operator,
        Owner_Account: "alice",
        Type: "Public",
        Name: "a group",
        MemberList: [account("bob")],
      },
      {
        CallbackCommand: "Group.CallbackAfterCreateGroup",
        ...group,
        ...operator,
        Owner_Account: "alice",
        Name: "a group",
        MemberList: members,
        UserDefinedDataList: [{ Key: "team", Value: "sre" }],
      },
      {
        CallbackCommand: "Group.CallbackAfterGroupDestroyed",
        ...group,
        Owner_Account: "alice",
        Name: "a group",
        MemberList: members,
      },
    ]);
  });

  it("tell nothing of a call that is refused, and of a disband that finds nothing", async () => {
    await create();
    assert.deepEqual(
      await eventsOf(async () => {
        await rig.call("destroy_group", { GroupId: "gone" });
        await rig.call("modify_group_base_info", { GroupId: "g", Name: "x".repeat(31) });
        await rig.call("modify_group_attr", { GroupId: "gone", GroupAttr: attributes({ a: "1" }) });
      }),
      [],
    );
  });

  it("tell of a disband by the owner's client, and of no import", async () => {
    const sent = await eventsOf(async () => {
      await rig.ok("import_group", { Type: "Public", GroupId: "old", Name: "old" });
      app().disband("old");
    });
    assert.deepEqual(sent, [
      {
        CallbackCommand: "Group.CallbackAfterGroupDestroyed",
        GroupId: "old",
        Type: "Public",
        Owner_Account: "",
        Name: "old",
        MemberList: [],
      },
    ]);
  });

  it("tell of changed texts only, by the API and by clients", async () => {
    await create();
    const sent = await eventsOf(async () => {
      await rig.ok("modify_group_base_info", { GroupId: "g", Notification: "New plan", MuteAllMember: "On" });
      await rig.ok("modify_group_base_info", { GroupId: "g", MaxMemberNum: 50 });
      app().edit("g", { name: "Renamed" });
    });
    const command = { CallbackCommand: "Group.CallbackAfterGroupInfoChanged", ...group };
    assert.deepEqual(sent, [
      { ...command, ...operator, Notification: "New plan" },
      { ...command, Operator_Account: "alice", Name: "Renamed" },
    ]);
  });

  it("tell of a new owner", async () => {
    await create();
    const [sent] = await eventsOf(() => rig.ok("change_group_owner", { GroupId: "g", NewOwner_Account: "bob" }));
    assert.deepEqual(sent, {
      CallbackCommand: "Group.CallbackAfterChangeGroupOwner",
      ...group,
      ...operator,
      OldOwner_Account: "alice",
      NewOwner_Account: "bob",
    });
  });

  it("tell how attributes were changed", async () => {
    await create();
    const sent = await eventsOf(async () => {
      await rig.ok("set_group_attr", { GroupId: "g", GroupAttr: attributes({ a: "1" }) });
      await rig.ok("modify_group_attr", { GroupId: "g", GroupAttr: attributes({ b: "2" }) });
      await rig.ok("delete_group_attr", { GroupId: "g", GroupAttr: [{ key: "a" }] });
      await rig.ok("clear_group_attr", { GroupId: "g" });
      app().writeAttributes("g", { c: "3" });
      app().removeAttributes("g", ["c", "gone"]);
      app().wipeAttributes("g");
    });
    const command = { CallbackCommand: "Group.CallbackAfterGroupAttrChanged", ...group };
    assert.deepEqual(sent, [
      { ...command, ...operator, OptionType: "set", GroupAttr: attributes({ a: "1" }) },
      { ...command, ...operator, OptionType: "modify", GroupAttr: attributes({ b: "2" }) },
      { ...command, ...operator, OptionType: "delete", GroupAttr: attributes({ a: "" }) },
      { ...command, ...operator, OptionType: "clear", GroupAttr: [] },
      { ...command, Operator_Account: "alice", OptionType: "modify", GroupAttr: attributes({ c: "3" }) },
      { ...command, Operator_Account: "alice", OptionType: "delete", GroupAttr: attributes({ c: "" }) },
      { ...command, Operator_Account: "alice", OptionType: "set", GroupAttr: [] },
    ]);
  });

  it("tell of members who are invited, join, change, leave and are removed", async () => {
    await create();
    const sent = await eventsOf(async () => {
      await rig.ok("add_group_member", { GroupId: "g", MemberList: [account("carol"), account("bob")] });
      await rig.ok("modify_group_member_info", { GroupId: "g", Member_Account: "carol", Role: "Admin" });
      await rig.ok("delete_group_member", { GroupId: "g", MemberToDel_Account: ["carol", "stranger"] });
      app().join("g", "dave");
      app().leave("g", "dave");
    });
    assert.deepEqual(sent, [
      {
        CallbackCommand: "Group.CallbackBeforeInviteJoinGroup",
        ...group,
        ...operator,
        DestinationMembers: [account("carol"), account("bob")],
      },
      {
        CallbackCommand: "Group.CallbackAfterNewMemberJoin",
        ...group,
        JoinType: "Invited",
        ...operator,
        NewMemberList: [account("carol")],
      },
      {
        CallbackCommand: "Group.CallbackAfterMemberFieldChanged",
        ...group,
        ...operator,
        Modified_Account: "carol",
        Role: "Admin",
        NameCard: "",
      },
      {
        CallbackCommand: "Group.CallbackAfterMemberExit",
        ...group,
        ExitType: "Kicked",
        ...operator,
        ExitMemberList: [account("carol")],
      },
      {
        CallbackCommand: "Group.CallbackAfterNewMemberJoin",
        ...group,
        JoinType: "Apply",
        Operator_Account: "dave",
        NewMemberList: [account("dave")],
      },
      {
        CallbackCommand: "Group.CallbackAfterMemberExit",
        ...group,
        ExitType: "Quit",
        Operator_Account: "dave",
        ExitMemberList: [account("dave")],
      },
    ]);
  });

  it("tell that a group is full, when it becomes full and when a join fails", async () => {
    await create();
    await rig.ok("modify_group_base_info", { GroupId: "g", MaxMemberNum: 3 });
    const full = { CallbackCommand: "Group.CallbackAfterGroupFull", GroupId: "g" };
    const commands = async (work: () => unknown) =>
      (await eventsOf(work)).filter((body) => JSON.stringify(body).includes("Full"));
    assert.deepEqual(
      await commands(() => rig.ok("add_group_member", { GroupId: "g", MemberList: [account("carol")] })),
      [full],
    );
    assert.deepEqual(
      await commands(() => rig.call("add_group_member", { GroupId: "g", MemberList: [account("administrator")] })),
      [full],
    );
  });

  it("tell who enters and exits an AVChatRoom", async () => {
    app().create({ groupId: "live", type: "AVChatRoom", name: "live" });
    const sent = await eventsOf(() => {
      app().enter("live", "alice", "bob");
      app().exit("live", "bob");
    });
    const command = { CallbackCommand: "Group.CallbackOnMemberStateChange", GroupId: "live", Type: "AVChatRoom" };
    assert.deepEqual(sent, [
      { ...command, EventType: "Online", MemberList: [account("alice"), account("bob")] },
      { ...command, EventType: "Offline", MemberList: [account("bob")] },
    ]);
  });

  it("tell of topics", async () => {
    app().create({ groupId: "@TGS#_c", type: "Community", name: "c", supportTopic: 1, ownerAccount: "alice" });
    const topicId = "@TGS#_c@TOPIC#_t";
    const sent = await eventsOf(async () => {
      await rig.ok("create_topic", { GroupId: "@TGS#_c", TopicId: topicId, TopicName: "t" });
      await rig.ok("modify_topic", { GroupId: "@TGS#_c", TopicId: topicId, TopicName: "T", CustomString: "x" });
      await rig.ok("destroy_topic", { GroupId: "@TGS#_c", TopicIdList: [topicId, `${topicId}2`] });
    });
    const community = { GroupId: "@TGS#_c", Type: "Community" };
    assert.deepEqual(sent, [
      { CallbackCommand: "Group.CallbackBeforeCreateTopic", ...operator, Type: "Community", Name: "t" },
      {
        CallbackCommand: "Group.CallbackAfterCreateTopic",
        ...community,
        TopicId: topicId,
        ...operator,
        Owner_Account: "alice",
        Name: "t",
        UserDefinedDataList: [],
      },
      { CallbackCommand: "Group.CallbackAfterTopicInfoChanged", ...community, ...operator, Name: "T" },
      { CallbackCommand: "Group.CallbackAfterTopicDestroyed", ...community, TopicIdList: [topicId] },
    ]);
  });

  it("tell of messages that are sent, refused, read and recalled", async () => {
    await create();
    const body = [{ MsgType: "TIMTextElem", MsgContent: { Text: "hello" } }];
    const message = {
      From_Account: "alice",
      ...operator,
      Random: 7,
      OnlineOnlyFlag: 0,
      MsgBody: body,
      CloudCustomData: "",
    };
    const sent = await eventsOf(async () => {
      await rig.ok("send_group_msg", {
        GroupId: "g",
        From_Account: "alice",
        Random: 7,
        MsgBody: body,
        NeedReadReceipt: 1,
      });
      app().read("g", "bob");
      await rig.ok("group_msg_recall", { GroupId: "g", MsgSeqList: [{ MsgSeq: 1 }, { MsgSeq: 9 }] });
      app().mute("g", "bob");
      await rig.call("send_group_msg", { GroupId: "g", From_Account: "bob", Random: 8, MsgBody: body });
    });
    assert.deepEqual(sent, [
      { CallbackCommand: "Group.CallbackBeforeSendMsg", ...group, ...message },
      {
        CallbackCommand: "Group.CallbackAfterSendMsg",
        ...group,
        ...message,
        MsgSeq: 1,
        MsgTime: Math.floor(rig.clock.now() / 1000),
      },
      {
        CallbackCommand: "Group.CallbackAfterReadReceipt",
        ...group,
        GroupMsgReceiptList: [{ MsgSeq: 1, ReadNum: 1, UnreadNum: 0, ReadReceiptMembers: [account("bob")] }],
      },
      { CallbackCommand: "Group.CallbackAfterRecallMsg", ...group, ...operator, MsgSeqList: [{ MsgSeq: 1 }] },
    ]);
  });

  it("tell of profiles and sessions of accounts", async () => {
    const items = [{ Tag: "Tag_Profile_IM_Nick", Value: "Alice" }];
    const sent = await eventsOf(async () => {
      await rig.ok("portrait_set", { From_Account: "alice", ProfileItem: items });
      app().setOnline("alice");
      await rig.ok("kick", { UserID: "alice" });
    });
    assert.deepEqual(sent, [
      { CallbackCommand: "Profile.CallbackPortraitSet", ...operator, From_Account: "alice", ProfileItem: items },
      { CallbackCommand: "State.StateChange", Info: { Action: "Login", To_Account: "alice", Reason: "Register" } },
      { CallbackCommand: "State.StateChange", Info: { Action: "Logout", To_Account: "alice", Reason: "Unregister" } },
    ]);
  });

  it("tell that an API was called too often", async () => {
    const sent = await eventsOf(async () => {
      await rig.ok("get_appid_group_list", {});
      assert.equal((await rig.call("get_appid_group_list", {})).ErrorCode, 60007);
    });
    assert.deepEqual(sent, [
      {
        CallbackCommand: "Alert.RequestOverLimit",
        ServiceName: "group_open_http_svc",
        Command: "get_appid_group_list",
        Request: 2,
        Limit: 1,
      },
    ]);
  });
});
