import assert from "node:assert/strict";
import { type Answer, Rig } from "../../support/rig";
import { text } from "./bodies";

const COMMUNITY = "@TGS#_c";
const seqs = (answer: Answer): readonly number[] => answer.RspMsgList.map(({ MsgSeq }: { MsgSeq: number }) => MsgSeq);

describe("the commands about sent messages", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const read = (more: Record<string, unknown> = {}) =>
    rig.ok("group_msg_get_simple", { GroupId: "g", ReqMsgNumber: 20, ...more });
  const recall = async (...numbers: readonly number[]) => {
    const MsgSeqList = numbers.map((MsgSeq) => ({ MsgSeq }));
    return (await rig.ok("group_msg_recall", { GroupId: "g", MsgSeqList })).RecallRetList;
  };
  beforeEach(async () => {
    app().importAccounts("alice", "bob");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice", MemberList: [{ Member_Account: "bob" }] });
    await rig.create("AVChatRoom", { GroupId: "live" });
    for (const [Random, From_Account] of ["alice", "bob", "alice"].entries())
      await rig.ok("send_group_msg", { GroupId: "g", Random, From_Account, MsgBody: text(`m${Random}`) });
  });

  it("read the newest messages first, with all their fields", async () => {
    const answer = await read({ ReqMsgNumber: 1 });
    assert.deepEqual(answer.RspMsgList, [
      {
        From_Account: "alice",
        IsPlaceMsg: 0,
        MsgBody: text("m2"),
        MsgPriority: 2,
        MsgRandom: 2,
        MsgSeq: 3,
        MsgTimeStamp: Math.floor(rig.clock.now() / 1000),
      },
    ]);
    assert.deepEqual([answer.GroupId, answer.IsFinished], ["g", 1]);
  });

  it("page by the smallest number minus 1, up to the first message", async () => {
    assert.deepEqual(seqs(await read({ ReqMsgNumber: 2 })), [3, 2]);
    assert.deepEqual(seqs(await read({ ReqMsgNumber: 2, ReqMsgSeq: 1 })), [1]);
    assert.deepEqual(seqs(await read({ ReqMsgSeq: 0 })), []);
    assert.deepEqual(seqs(await read({ ReqMsgSeq: 4294967295 })), [3, 2, 1]);
  });

  it("recall messages, each with its own result, and skip them unless requested", async () => {
    assert.deepEqual(await recall(2, 2, 9), [
      { MsgSeq: 2, RetCode: 0 },
      { MsgSeq: 2, RetCode: 10032 },
      { MsgSeq: 9, RetCode: 10030 },
    ]);
    assert.deepEqual(seqs(await read()), [3, 1]);
    const withRecalled = await read({ WithRecalledMsg: 1 });
    assert.deepEqual(seqs(withRecalled), [3, 2, 1]);
    assert.deepEqual([withRecalled.RspMsgList[1].IsPlaceMsg, withRecalled.RspMsgList[1].MsgBody], [2, []]);
    assert.deepEqual(
      app()
        .messages("g")
        .map(({ recalled }) => recalled),
      [false, true, false],
    );
  });

  it("recall for two minutes", async () => {
    rig.clock.advance(120_000);
    assert.deepEqual(await recall(1), [{ MsgSeq: 1, RetCode: 0 }]);
    rig.clock.advance(1000);
    assert.deepEqual(await recall(3), [{ MsgSeq: 3, RetCode: 10031 }]);
  });

  it("recall all messages of one sender, at any time, and nobody else's", async () => {
    rig.clock.advance(1_000_000);
    await rig.ok("delete_group_msg_by_sender", { GroupId: "g", Sender_Account: "alice" });
    assert.deepEqual(
      app()
        .messages("g")
        .map(({ recalled }) => recalled),
      [true, false, true],
    );
    assert.deepEqual(seqs(await read()), [2]);
    assert.deepEqual(app().group("g")?.members.length, 2);
    await rig.ok("delete_group_msg_by_sender", { GroupId: "live", Sender_Account: "alice" });
  });

  it("replace the content of a message, its custom data, or both", async () => {
    const change = async (more: Record<string, unknown>) => {
      assert.equal((await rig.ok("modify_group_msg", { GroupId: "g", MsgSeq: 1, ...more })).ErrorInfo, "succeed");
      const [{ text: said, cloudCustomData } = { text: "", cloudCustomData: "" }] = app().messages("g");
      return [said, cloudCustomData];
    };
    assert.deepEqual(await change({ MsgBody: text("new") }), ["new", ""]);
    assert.deepEqual(await change({ CloudCustomData: "c" }), ["new", "c"]);
    assert.deepEqual(await change({ MsgBody: text("newer"), CloudCustomData: "" }), ["newer", ""]);
    assert.deepEqual((await read({ ReqMsgSeq: 1 })).RspMsgList[0].MsgBody, text("newer"));
    assert.equal(app().messages("g")[1]?.text, "m1");
  });

  const modifications: readonly [string, number, Record<string, unknown>][] = [
    ["neither field", 20001, {}],
    ["a message that does not exist", 20001, { MsgSeq: 9, CloudCustomData: "c" }],
    ["a MsgBody that is no list", 90007, { MsgBody: {} }],
    ["an unknown element", 90002, { MsgBody: [{ MsgType: "TIMElem", MsgContent: {} }] }],
    ["a MsgBody over 8 KB", 93000, { MsgBody: text("x".repeat(8192)) }],
    ["an unknown field", 90001, { CloudCustomData: "c", Body: [] }],
    ["an AVChatRoom", 10007, { GroupId: "live", CloudCustomData: "c" }],
    ["a group that does not exist", 10010, { GroupId: "gone", CloudCustomData: "c" }],
    ["an invalid GroupId", 10015, { GroupId: "", CloudCustomData: "c" }],
  ];
  for (const [input, code, more] of modifications)
    it(`answer ${code} to ${input} in modify_group_msg`, async () => {
      await rig.refused(code, "modify_group_msg", { GroupId: "g", MsgSeq: 1, ...more });
    });

  it("answer 20001 to a recalled message in modify_group_msg", async () => {
    await recall(1);
    await rig.refused(20001, "modify_group_msg", { GroupId: "g", MsgSeq: 1, MsgBody: text("again") });
  });

  it("read, recall and modify the messages of a topic only", async () => {
    await rig.create("Community", { GroupId: COMMUNITY, SupportTopic: 1 });
    const TopicId = `${COMMUNITY}@TOPIC#_t`;
    const place = { GroupId: COMMUNITY, TopicId };
    await rig.ok("create_topic", { ...place, TopicName: "t" });
    for (const at of [place, { GroupId: COMMUNITY }])
      await rig.ok("send_group_msg", { ...at, Random: 1, MsgBody: text("both") });
    await rig.ok("modify_group_msg", { ...place, MsgSeq: 1, MsgBody: text("new") });
    assert.deepEqual((await read(place)).RspMsgList[0].MsgBody, text("new"));
    await rig.ok("delete_group_msg_by_sender", { ...place, Sender_Account: "administrator" });
    assert.deepEqual(seqs(await read(place)), []);
    assert.deepEqual((await read({ GroupId: COMMUNITY })).RspMsgList[0].MsgBody, text("both"));
  });

  const bad: readonly [string, string, number, Record<string, unknown>][] = [
    ["no number of messages", "group_msg_get_simple", 10004, {}],
    ["21 messages", "group_msg_get_simple", 10004, { ReqMsgNumber: 21 }],
    ["no message", "group_msg_get_simple", 10004, { ReqMsgNumber: 0 }],
    ["an AVChatRoom", "group_msg_get_simple", 10044, { GroupId: "live", ReqMsgNumber: 1 }],
    ["no list", "group_msg_recall", 10004, {}],
    ["an empty list", "group_msg_recall", 10004, { MsgSeqList: [] }],
    ["11 messages", "group_msg_recall", 10004, { MsgSeqList: Array.from({ length: 11 }, () => ({ MsgSeq: 1 })) }],
    ["numbers instead of objects", "group_msg_recall", 10004, { MsgSeqList: [1] }],
    ["an AVChatRoom", "group_msg_recall", 10033, { GroupId: "live", MsgSeqList: [{ MsgSeq: 1 }] }],
    ["no sender", "delete_group_msg_by_sender", 10004, {}],
    ["a sender that is a number", "delete_group_msg_by_sender", 60015, { Sender_Account: 1 }],
  ];
  for (const [input, command, code, body] of bad)
    it(`answer ${code} to ${input} in ${command}`, async () => {
      await rig.refused(code, command, { GroupId: "g", ...body });
    });

  const all: readonly [string, Record<string, unknown>][] = [
    ["group_msg_get_simple", { ReqMsgNumber: 1 }],
    ["group_msg_recall", { MsgSeqList: [{ MsgSeq: 1 }] }],
    ["delete_group_msg_by_sender", { Sender_Account: "alice" }],
  ];
  for (const [command, body] of all)
    it(`answer 10010, 10015 and 10004 for an invalid GroupId, a topic or an unknown field in ${command}`, async () => {
      await rig.refused(10010, command, { ...body, GroupId: "gone" });
      await rig.refused(10015, command, { ...body, GroupId: "" });
      await rig.refused(10004, command, body);
      await rig.refused(10004, command, { ...body, GroupId: "g", TopicId: "t" });
      await rig.refused(10004, command, { ...body, GroupId: "g", Unknown: 1 });
    });
});

describe("group_msg_recall with another time limit", () => {
  const rig = new Rig({ recallSeconds: 5 });

  it("answers 10031 after it", async () => {
    const GroupId = await rig.create("Public");
    rig.emulator.app().write(GroupId);
    rig.clock.advance(6000);
    const { RecallRetList } = await rig.ok("group_msg_recall", { GroupId, MsgSeqList: [{ MsgSeq: 1 }] });
    assert.deepEqual(RecallRetList, [{ MsgSeq: 1, RetCode: 10031 }]);
  });
});
