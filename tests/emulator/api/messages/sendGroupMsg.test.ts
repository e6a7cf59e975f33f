import assert from "node:assert/strict";
import { Rig } from "../../support/rig";
import { bodyOfMaximumLength, text } from "./bodies";

const COMMUNITY = "@TGS#_c";
const TOPIC = `${COMMUNITY}@TOPIC#_t`;

describe("send_group_msg", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  let random = 0;
  const message = (more: Record<string, unknown> = {}) => {
    random += 1;
    return { GroupId: "g", Random: random, MsgBody: text("hi"), ...more };
  };
  const send = (more: Record<string, unknown> = {}) => rig.ok("send_group_msg", message(more));
  const refused = (code: number, more: Record<string, unknown>, info?: RegExp) =>
    rig.refused(code, "send_group_msg", message(more), info);
  beforeEach(async () => {
    app().importAccounts("alice", "bob", "stranger");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice", MemberList: [{ Member_Account: "bob" }] });
  });

  it("stores the message of an app admin or a member, and numbers messages from 1", async () => {
    const first = await send();
    rig.clock.advance(2000);
    const second = await send({ From_Account: "bob", MsgPriority: "High", CloudCustomData: "custom" });
    const now = Math.floor(rig.clock.now() / 1000);
    assert.deepEqual([first.MsgSeq, first.MsgTime, second.MsgSeq, second.MsgTime], [1, now - 2, 2, now]);
    assert.equal(first.MsgDropReason, undefined);
    assert.deepEqual(
      app()
        .messages("g")
        .map(({ from, text: said, priority, cloudCustomData }) => [from, said, priority, cloudCustomData]),
      [
        ["administrator", "hi", "Normal", ""],
        ["bob", "hi", "High", "custom"],
      ],
    );
    const { NextMsgSeq, LastMsgTime } = await rig.read("g", { GroupBaseInfoFilter: ["NextMsgSeq", "LastMsgTime"] });
    assert.deepEqual([NextMsgSeq, LastMsgTime], [3, now]);
  });

  it("moves the sender's read position and last message time, and nobody else's", async () => {
    await send({ From_Account: "bob" });
    const answer = await rig.ok("get_group_member_info", {
      GroupId: "g",
      MemberInfoFilter: ["MsgSeq", "LastSendMsgTime"],
    });
    const now = Math.floor(rig.clock.now() / 1000);
    assert.deepEqual(answer.MemberList, [
      { Member_Account: "alice", MsgSeq: 0, LastSendMsgTime: 0 },
      { Member_Account: "bob", MsgSeq: 1, LastSendMsgTime: now },
    ]);
    assert.deepEqual([app().unread("g", "alice"), app().unread("g", "bob")], [1, 0]);
  });

  it("drops a repeated message within five minutes, by Random and content", async () => {
    const same = message();
    const other = { ...same, MsgBody: text("other") };
    assert.equal((await rig.ok("send_group_msg", same)).MsgSeq, 1);
    assert.equal((await rig.ok("send_group_msg", other)).MsgSeq, 2);
    rig.clock.advance(299_000);
    assert.equal((await rig.ok("send_group_msg", same)).MsgSeq, 1);
    assert.equal(app().messages("g").length, 2);
    rig.clock.advance(1000);
    assert.equal((await rig.ok("send_group_msg", same)).MsgSeq, 3);
  });

  it("does not store a message for online members only, and gives it no number", async () => {
    assert.equal((await send({ OnlineOnlyFlag: 1 })).MsgSeq, 0);
    assert.deepEqual(app().messages("g"), []);
    assert.equal((await rig.read("g", { GroupBaseInfoFilter: ["NextMsgSeq"] })).NextMsgSeq, 1);
  });

  it("counts no unread message with NoUnread or To_Account", async () => {
    await send({ SendMsgControl: ["NoUnread", "NoLastMsg"] });
    await send({ To_Account: ["alice"] });
    assert.equal(app().unread("g", "bob"), 0);
    assert.deepEqual(
      app()
        .messages("g")
        .map(({ to }) => to),
      [[], ["alice"]],
    );
  });

  it("keeps the messages of a topic apart from those of the community", async () => {
    await rig.create("Community", { GroupId: COMMUNITY, SupportTopic: 1 });
    app().join(COMMUNITY, "bob");
    await rig.ok("create_topic", { GroupId: COMMUNITY, TopicId: TOPIC, TopicName: "t" });
    assert.equal((await send({ GroupId: COMMUNITY, TopicId: TOPIC, From_Account: "bob" })).MsgSeq, 1);
    assert.deepEqual([app().messages(COMMUNITY).length, app().messages(COMMUNITY, TOPIC).length], [0, 1]);
    const { TopicAndSelfInfo } = await rig.ok("get_topic", { GroupId: COMMUNITY, From_Account: "bob" });
    const { TopicInfo, SelfInfo } = TopicAndSelfInfo[0];
    assert.deepEqual([TopicInfo.NextMsgSeq, TopicInfo.LastMsgTime > 0, SelfInfo.MsgSeq], [2, true, 1]);
    const joined = await rig.ok("get_joined_group_list", {
      Member_Account: "bob",
      GroupType: "Community",
      SupportTopic: 1,
    });
    const [{ GrossTopicNextMsgSeq, SelfInfo: self }] = joined.GroupIdList;
    assert.deepEqual([GrossTopicNextMsgSeq, self.GrossTopicReadSeq], [2, 1]);
  });

  it("accepts every kind of element", async () => {
    const MsgBody = [
      ...text("a"),
      { MsgType: "TIMFaceElem", MsgContent: { Index: 6, Data: "abc\u0000" } },
      { MsgType: "TIMLocationElem", MsgContent: { Desc: "d", Latitude: 29.3, Longitude: -116 } },
      { MsgType: "TIMCustomElem", MsgContent: { Data: "d", Desc: "d", Ext: "e", Sound: "s" } },
      { MsgType: "TIMSoundElem", MsgContent: { Url: "u", UUID: "i", Size: 1, Second: 1, Download_Flag: 2 } },
      {
        MsgType: "TIMImageElem",
        MsgContent: {
          UUID: "i",
          ImageFormat: 1,
          ImageInfoArray: [{ Type: 1, Size: 1, Width: 0, Height: 0, URL: "u" }],
        },
      },
      { MsgType: "TIMFileElem", MsgContent: { Url: "u", UUID: "i", FileSize: 1, FileName: "f", Download_Flag: 2 } },
      {
        MsgType: "TIMVideoFileElem",
        MsgContent: {
          VideoUrl: "u",
          VideoUUID: "i",
          VideoDownloadFlag: 2,
          ThumbUrl: "u",
          ThumbUUID: "i",
          ThumbWidth: 1,
          ThumbHeight: 1,
          ThumbDownloadFlag: 2,
        },
      },
    ];
    await send({ MsgBody });
    assert.deepEqual(app().messages("g")[0]?.body, MsgBody);
  });

  it("accepts 8 KB and 30 mentions", async () => {
    await send({ MsgBody: bodyOfMaximumLength() });
    const GroupAtInfo = Array.from({ length: 29 }, () => ({ GroupAtAllFlag: 0, GroupAt_Account: "bob" }));
    await send({ GroupAtInfo: [{ GroupAtAllFlag: 1 }, ...GroupAtInfo] });
    await send({
      OfflinePushInfo: { PushFlag: 0, Desc: "d", AndroidInfo: { Sound: "s" }, ApnsInfo: { BadgeMode: 1 } },
    });
  });

  const custom = { MsgType: "TIMCustomElem", MsgContent: { Data: "d" } };
  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["no Random", 10004, { Random: undefined }],
    ["a Random over 32 bits", 10004, { Random: 4294967296 }],
    ["a Random as a string", 10004, { Random: "1" }],
    ["no MsgBody", 10004, { MsgBody: undefined }],
    ["an empty MsgBody", 10004, { MsgBody: [] }],
    ["a MsgBody that is no list", 10004, { MsgBody: text("a")[0] }],
    ["a MsgBody over 8 KB", 80002, { MsgBody: bodyOfMaximumLength(1) }],
    ["an unknown MsgType", 10004, { MsgBody: [{ MsgType: "TIMText", MsgContent: {} }] }],
    ["an element without its content", 10004, { MsgBody: [{ MsgType: "TIMTextElem" }] }],
    ["a text element without Text", 10004, { MsgBody: [{ MsgType: "TIMTextElem", MsgContent: {} }] }],
    ["an unknown field in an element", 10004, { MsgBody: [{ ...custom, MsgContent: { Date: "d" } }] }],
    ["a location in words", 10004, { MsgBody: [{ MsgType: "TIMLocationElem", MsgContent: { Latitude: "N" } }] }],
    ["two custom elements", 10004, { MsgBody: [custom, custom] }],
    ["a priority in lower case", 10004, { MsgPriority: "high" }],
    ["an unknown field", 10004, { Priority: "High" }],
    ["an unknown SendMsgControl", 10004, { SendMsgControl: ["noUnread"] }],
    ["OnlineOnlyFlag with SendMsgControl", 10004, { OnlineOnlyFlag: 1, SendMsgControl: ["NoUnread"] }],
    ["31 mentions", 10053, { GroupAtInfo: Array.from({ length: 31 }, () => ({ GroupAtAllFlag: 1 })) }],
    ["a mention of nobody", 10004, { GroupAtInfo: [{ GroupAtAllFlag: 0 }] }],
    ["a mention of a non-member", 10004, { GroupAtInfo: [{ GroupAtAllFlag: 0, GroupAt_Account: "stranger" }] }],
    ["no recipient", 10004, { To_Account: [] }],
    ["51 recipients", 10004, { To_Account: Array.from({ length: 51 }, () => "bob") }],
    ["a recipient who is no member", 10004, { To_Account: ["stranger"] }],
    ["a sender that is a number", 60015, { From_Account: 1 }],
    ["a sender without an account", 10004, { From_Account: "nobody" }],
    ["a sender who is no member", 10007, { From_Account: "stranger" }],
    ["a topic of a group without topics", 10004, { TopicId: TOPIC }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
  ];
  for (const [input, code, more] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await refused(code, more);
    });

  it("answers 10017 to a sender who is muted in the group, in the topic or everywhere", async () => {
    app().mute("g", "bob", 60);
    await refused(10017, { From_Account: "bob" });
    await send({ From_Account: "alice" });
    rig.clock.advance(60_000);
    await send({ From_Account: "bob" });
    const mute = { Set_Account: "bob", GroupmsgNospeakingTime: 4294967295 };
    assert.equal((await rig.call("setnospeaking", mute)).ErrorCode, 0);
    await refused(10017, { From_Account: "bob" });
    await rig.create("Community", {
      GroupId: COMMUNITY,
      SupportTopic: 1,
      MemberList: [{ Member_Account: "stranger" }],
    });
    await rig.ok("create_topic", { GroupId: COMMUNITY, TopicId: TOPIC, TopicName: "t" });
    const MuteTime = 60;
    await rig.ok("forbid_send_msg", { GroupId: COMMUNITY, TopicId: TOPIC, Members_Account: ["stranger"], MuteTime });
    await refused(10017, { GroupId: COMMUNITY, TopicId: TOPIC, From_Account: "stranger" });
    await send({ GroupId: COMMUNITY, From_Account: "stranger" });
  });

  it("answers 10017 to members while everyone is muted, but not to the owner, admins and app admins", async () => {
    await rig.ok("modify_group_base_info", { GroupId: "g", MuteAllMember: "On" });
    await refused(10017, { From_Account: "bob" });
    await send({ From_Account: "alice" });
    await send();
    app().setMember("g", "bob", { role: "Admin" });
    await send({ From_Account: "bob" });
  });

  it("answers 10004 to fields that the type does not support", async () => {
    const live = await rig.create("AVChatRoom");
    await refused(10004, { GroupId: live, OnlineOnlyFlag: 1 });
    await refused(10004, { GroupId: live, SendMsgControl: ["NoUnread"] });
    await refused(10004, { GroupId: live, To_Account: ["bob"] });
    await refused(10004, { GroupId: live, GroupAtInfo: [{ GroupAtAllFlag: 1 }] });
    await refused(10004, { GroupId: live, NeedReadReceipt: 1 });
    await refused(10004, { GroupId: await rig.create("ChatRoom"), SendMsgControl: ["NoUnread"] });
    await refused(10004, { GroupId: await rig.create("Community"), To_Account: ["bob"] });
  });

  it("answers 10023 to the 41st message in a second in one group, and not in another", async () => {
    await rig.create("Public", { GroupId: "other" });
    for (let i = 0; i < 40; i += 1) await send();
    await refused(10023, {});
    await send({ GroupId: "other" });
    rig.clock.advance(1000);
    await send();
  });

  it("stores no message of an AVChatRoom, and drops those over 40 a second with a reason", async () => {
    const GroupId = await rig.create("AVChatRoom");
    assert.deepEqual([(await send({ GroupId })).MsgSeq, (await send({ GroupId, From_Account: "bob" })).MsgSeq], [1, 2]);
    for (let i = 2; i < 40; i += 1) await send({ GroupId });
    const dropped = await send({ GroupId });
    assert.deepEqual([dropped.MsgDropReason, dropped.MsgSeq], ["MsgFreqCtrl", 40]);
    assert.deepEqual(app().messages(GroupId), []);
    const { NextMsgSeq, LastMsgTime } = await rig.read(GroupId, { GroupBaseInfoFilter: ["NextMsgSeq", "LastMsgTime"] });
    assert.deepEqual([NextMsgSeq, LastMsgTime], [1, 0]);
  });

  it("answers 10007 to a sender who is banned from an AVChatRoom", async () => {
    const GroupId = await rig.create("AVChatRoom");
    app().ban(GroupId, "bob");
    await refused(10007, { GroupId, From_Account: "bob" });
    await send({ GroupId, From_Account: "alice" });
  });

  it("is in the journal as a write, with the sender", async () => {
    await send({ From_Account: "bob" });
    const [entry] = rig.emulator.journal.entries({ api: "send_group_msg", groupId: "g" });
    assert.deepEqual([entry?.effect, entry?.accounts], [true, ["bob"]]);
  });
});

describe("send_group_msg without a rate limit, in an emulator that keeps 3 messages", () => {
  const rig = new Rig({ rateLimit: false, messageLimit: 3 });

  it("drops the oldest messages, and reads them as placeholders", async () => {
    const GroupId = await rig.create("Public");
    for (let Random = 0; Random < 50; Random += 1)
      await rig.ok("send_group_msg", { GroupId, Random, MsgBody: text(String(Random)) });
    const answer = await rig.ok("group_msg_get_simple", { GroupId, ReqMsgNumber: 4 });
    assert.deepEqual(
      answer.RspMsgList.map(({ MsgSeq, IsPlaceMsg }: Record<string, number>) => [MsgSeq, IsPlaceMsg]),
      [
        [50, 0],
        [49, 0],
        [48, 0],
        [47, 1],
      ],
    );
    assert.deepEqual(answer.RspMsgList[3], { IsPlaceMsg: 1, MsgBody: [], MsgSeq: 47 });
    rig.emulator.app().join(GroupId, "late");
    assert.equal(rig.emulator.app().unread(GroupId, "late"), 0);
  });
});
