import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const ID = "@TGS#_c";
const own = (part: string) => `${ID}@TOPIC#_${part}`;
const GONE = { ErrorCode: 110003, ErrorInfo: "the topic has been deleted" };

describe("the topic endpoints", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const get = async (more: Record<string, unknown> = {}) =>
    (await rig.ok("get_topic", { GroupId: ID, From_Account: "administrator", ...more })).TopicAndSelfInfo;
  beforeEach(async () => {
    app().create({ groupId: ID, type: "Community", name: "c", supportTopic: 1 });
    for (const part of ["a", "b"]) app().addTopic(ID, own(part), { name: part });
  });

  it("read all topics without a list, and all fields without a filter", async () => {
    const all = await get();
    assert.equal(all.length, 2);
    assert.deepEqual(all[0], {
      ErrorCode: 0,
      ErrorInfo: "",
      SelfInfo: { ShutUpTime: 0, MsgSeq: 0, MsgFlag: "AcceptAndNotify" },
      TopicInfo: {
        TopicId: own("a"),
        GroupID: ID,
        TopicName: "a",
        FaceUrl: "",
        Notification: "",
        Introduction: "",
        CustomString: "",
        NextMsgSeq: 1,
        CreateTime: Math.floor(rig.clock.now() / 1000),
        LastMsgTime: 0,
        MuteAllMember: "Off",
      },
    });
  });

  it("read the given topics, and report which are deleted, never existed, or have an impossible id", async () => {
    app().removeTopic(ID, own("a"));
    const TopicIdList = [own("a"), own("b"), own("never"), "odd"];
    const items = await get({ TopicIdList, ResponseFilter: ["TopicName"] });
    assert.deepEqual(items, [
      { ...GONE, TopicInfo: { TopicId: own("a"), GroupID: ID } },
      { ErrorCode: 0, ErrorInfo: "", SelfInfo: {}, TopicInfo: { TopicId: own("b"), GroupID: ID, TopicName: "b" } },
      {
        ErrorCode: 10010,
        ErrorInfo: "this topic does not exist",
        TopicInfo: { TopicId: own("never"), GroupID: ID },
      },
      { ErrorCode: 10015, ErrorInfo: "invalid topic id", TopicInfo: { TopicId: "odd", GroupID: ID } },
    ]);
  });

  it("change only the given fields", async () => {
    const modify = (more: Record<string, unknown>) =>
      rig.ok("modify_topic", { GroupId: ID, TopicId: own("a"), ...more });
    assert.deepEqual(await modify({ MuteAllMember: "On", CustomString: "{}", Introduction: "i" }), {
      ActionStatus: "OK",
      ErrorInfo: "ok",
      ErrorCode: 0,
    });
    await modify({ TopicName: "new", Introduction: "" });
    const { createTime, ...topic } = app().topic(ID, own("a")) ?? {};
    assert.deepEqual(topic, {
      topicId: own("a"),
      name: "new",
      introduction: "",
      notification: "",
      faceUrl: "",
      customString: "{}",
      muteAllMember: "On",
    });
    assert.equal((await get())[0].TopicInfo.MuteAllMember, "On");
  });

  it("delete topics, with one result per topic", async () => {
    const answer = await rig.ok("destroy_topic", { GroupId: ID, TopicIdList: [own("a"), own("a"), own("z"), "odd"] });
    assert.equal(answer.ErrorInfo, "ok");
    assert.deepEqual(answer.DestroyResultItem, [
      { TopicId: own("a"), ErrorCode: 0, ErrorInfo: "" },
      { TopicId: own("a"), ...GONE },
      { TopicId: own("z"), ...GONE },
      { TopicId: "odd", ErrorCode: 10015, ErrorInfo: "invalid topic id" },
    ]);
    assert.deepEqual(
      app()
        .topics(ID)
        .map((topic) => topic.topicId),
      [own("b")],
    );
  });

  it("see changes made without the API", async () => {
    app().editTopic(ID, own("a"), { name: "edited" });
    app().removeTopic(ID, own("b"));
    const [first, ...others] = await get();
    assert.deepEqual([first.TopicInfo.TopicName, others.length], ["edited", 0]);
    assert.throws(() => app().removeTopic(ID, own("b")), /has no topic/);
    assert.throws(() => app().addTopic(ID, own("a")), /exists already/);
    app().create({ groupId: "g", type: "Public", name: "g" });
    assert.throws(() => app().addTopic("g", "t"), /g is not a community with topics/);
  });

  it("mute members in one topic, but not in the community", async () => {
    app().join(ID, "bob");
    const topic = { GroupId: ID, TopicId: own("a") };
    await rig.ok("forbid_send_msg", { ...topic, Members_Account: ["bob"], MuteTime: 60 });
    const until = Math.floor(rig.clock.now() / 1000) + 60;
    assert.deepEqual([app().mutedInTopic(ID, own("a")), app().muted(ID)], [{ bob: until }, {}]);
    assert.deepEqual((await rig.ok("get_group_muted_account", topic)).MutedAccountList, [
      { Member_Account: "bob", MutedUntil: until },
    ]);
    assert.equal((await get({ From_Account: "bob" }))[0].SelfInfo.ShutUpTime, until);
    await rig.refused(10010, "get_group_muted_account", { GroupId: ID, TopicId: own("z") });
    await rig.refused(10015, "forbid_send_msg", { GroupId: ID, TopicId: "z", Members_Account: ["bob"], MuteTime: 1 });
  });

  it("accept system notices for one topic", async () => {
    await rig.ok("send_group_system_notification", { GroupId: ID, TopicId: own("a"), Content: "closing" });
    assert.deepEqual(app().notices(ID), [{ content: "closing", topicId: own("a"), to: [] }]);
    await rig.refused(10010, "send_group_system_notification", { GroupId: ID, TopicId: own("z"), Content: "a" });
  });

  const all: readonly [string, Record<string, unknown>][] = [
    ["get_topic", { From_Account: "administrator" }],
    ["modify_topic", { TopicId: own("a"), TopicName: "new" }],
    ["destroy_topic", { TopicIdList: [own("a")] }],
  ];
  for (const [command, body] of all)
    it(`answer 10007 for a group without topics, and 10010, 10015 and 10004 for an invalid GroupId in ${command}`, async () => {
      for (const type of ["Community", "Public", "AVChatRoom"])
        await rig.refused(10007, command, { ...body, GroupId: await rig.create(type) });
      await rig.refused(10010, command, { ...body, GroupId: "gone" });
      await rig.refused(10015, command, { ...body, GroupId: "" });
      await rig.refused(10004, command, body);
    });

  const bad: readonly [string, number, string, Record<string, unknown>][] = [
    ["no From_Account", 10004, "get_topic", {}],
    ["a From_Account that is a number", 60015, "get_topic", { From_Account: 1 }],
    ["a From_Account that does not exist", 10004, "get_topic", { From_Account: "nobody" }],
    ["an unknown field", 10004, "get_topic", { From_Account: "administrator", ResponseFilter: ["Name"] }],
    ["an empty list", 10004, "get_topic", { From_Account: "administrator", TopicIdList: [] }],
    ["an empty list", 10004, "destroy_topic", { TopicIdList: [] }],
    ["no list", 10004, "destroy_topic", {}],
    ["no TopicId", 10004, "modify_topic", { TopicName: "a" }],
    ["a topic that does not exist", 10010, "modify_topic", { TopicId: own("z"), TopicName: "a" }],
    ["an impossible topic id", 10015, "modify_topic", { TopicId: "z", TopicName: "a" }],
    ["an empty name", 10004, "modify_topic", { TopicId: own("a"), TopicName: "" }],
    ["a name of 31 bytes", 10004, "modify_topic", { TopicId: own("a"), TopicName: "n".repeat(31) }],
    ["MuteAllMember as a boolean", 10004, "modify_topic", { TopicId: own("a"), MuteAllMember: true }],
    ["a From_Account that does not exist", 10004, "modify_topic", { TopicId: own("a"), From_Account: "nobody" }],
  ];
  for (const [input, code, command, body] of bad)
    it(`answer ${code} to ${input} in ${command}`, async () => {
      await rig.refused(code, command, { GroupId: ID, ...body });
    });
});

describe("the topic endpoints of an app without topics", () => {
  const rig = new Rig({ topics: false });

  it("answer 11000", async () => {
    const GroupId = await rig.create("Community", { SupportTopic: 1 });
    await rig.refused(11000, "create_topic", { GroupId, TopicName: "a" });
    await rig.refused(11000, "import_topic", { GroupId, TopicName: "a" });
    await rig.refused(11000, "get_topic", { GroupId, From_Account: "administrator" });
    await rig.refused(11000, "modify_topic", { GroupId, TopicId: "t" });
    await rig.refused(11000, "destroy_topic", { GroupId, TopicIdList: ["t"] });
  });
});
