import assert from "node:assert/strict";
import { Rig } from "../../support/rig";
import { text } from "./bodies";

describe("set_unread_msg_num", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const set = (UnreadMsgNum: number, more: Record<string, unknown> = {}) =>
    rig.ok("set_unread_msg_num", { GroupId: "g", Member_Account: "bob", UnreadMsgNum, ...more });
  beforeEach(async () => {
    await rig.create("Public", { GroupId: "g" });
    app().join("g", "bob");
    app().join("g", "carol");
    for (let i = 0; i < 3; i += 1) app().send("g", { from: "alice", text: "hi" });
  });

  it("sets the number of one member, at most the number of messages", async () => {
    await set(1);
    assert.deepEqual([app().unread("g", "bob"), app().unread("g", "carol")], [1, 3]);
    await set(99);
    assert.equal(app().unread("g", "bob"), 3);
    await set(0);
    assert.equal(app().unread("g", "bob"), 0);
    app().send("g", { from: "alice", text: "more" });
    assert.equal(app().unread("g", "bob"), 1);
  });

  it("is ignored in groups without unread counts", async () => {
    for (const type of ["ChatRoom", "AVChatRoom"]) await set(1, { GroupId: await rig.create(type) });
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["no number", 10004, { UnreadMsgNum: undefined }],
    ["a negative number", 10004, { UnreadMsgNum: -1 }],
    ["a non-member", 10004, { Member_Account: "administrator" }],
    ["a member that is a number", 60015, { Member_Account: 1 }],
    ["an unknown field", 10004, { TopicId: "t" }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      const valid = { GroupId: "g", Member_Account: "bob", UnreadMsgNum: 1 };
      await rig.refused(code, "set_unread_msg_num", { ...valid, ...body });
    });
});

describe("the read receipt endpoints", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const detail = (Filter: number, Cursor = "", Count = 200) =>
    rig.ok("get_group_msg_receipt_detail", { GroupId: "g", MsgSeq: 1, Filter, Cursor, Count });
  beforeEach(async () => {
    await rig.create("Public", { GroupId: "g" });
    for (const userId of ["alice", "bob", "carol", "dave"]) app().join("g", userId);
    for (const NeedReadReceipt of [1, 0])
      await rig.ok("send_group_msg", {
        GroupId: "g",
        Random: NeedReadReceipt,
        From_Account: "alice",
        MsgBody: text("hi"),
        NeedReadReceipt,
      });
  });

  it("count who has read each message, and answer 10062 for one without a receipt", async () => {
    const count = async () => {
      const MsgSeqList = [1, 2, 9].map((MsgSeq) => ({ MsgSeq }));
      return (await rig.ok("get_group_msg_receipt", { GroupId: "g", MsgSeqList })).GroupMsgReceiptList;
    };
    const without = [
      { MsgSeq: 2, Code: 10062 },
      { MsgSeq: 9, Code: 10062 },
    ];
    assert.deepEqual(await count(), [{ MsgSeq: 1, Code: 0, ReadNum: 0, UnreadNum: 3 }, ...without]);
    app().read("g", "bob");
    app().read("g", "alice");
    assert.deepEqual(await count(), [{ MsgSeq: 1, Code: 0, ReadNum: 1, UnreadNum: 2 }, ...without]);
    assert.deepEqual([app().unread("g", "bob"), app().unread("g", "carol")], [0, 2]);
    assert.deepEqual(
      app()
        .messages("g")
        .map(({ readers }) => readers),
      [["bob"], []],
    );
  });

  it("list who has read a message and who has not, paged", async () => {
    app().read("g", "carol");
    const { ReadList, Cursor, IsFinish, IsFinished, MsgSeq } = await detail(0);
    assert.deepEqual(ReadList, [{ Read_Account: "carol" }]);
    assert.deepEqual([Cursor, IsFinish, IsFinished, MsgSeq], ["0", 1, 1, 1]);
    const first = await detail(1, "", 1);
    assert.deepEqual([first.UnreadList, first.IsFinish], [[{ Unread_Account: "bob" }], 0]);
    app().leave("g", "bob");
    const second = await detail(1, String(first.Cursor), 1);
    assert.deepEqual([second.UnreadList, second.IsFinish], [[{ Unread_Account: "dave" }], 1]);
  });

  it("answer 10062 to the details of a message without a receipt", async () => {
    const query = { GroupId: "g", Filter: 0, Cursor: "", Count: 1 };
    await rig.refused(10062, "get_group_msg_receipt_detail", { ...query, MsgSeq: 2 });
    await rig.refused(10062, "get_group_msg_receipt_detail", { ...query, MsgSeq: 9 });
  });

  const details: readonly [string, Record<string, unknown>][] = [
    ["no MsgSeq", { MsgSeq: undefined }],
    ["no Cursor", { Cursor: undefined }],
    ["another Cursor", { Cursor: "5" }],
    ["Filter 2", { Filter: 2 }],
    ["201 members", { Count: 201 }],
    ["no member", { Count: 0 }],
    ["an unknown field", { TopicId: "t" }],
  ];
  for (const [input, body] of details)
    it(`answer 10004 to ${input} in get_group_msg_receipt_detail`, async () => {
      const valid = { GroupId: "g", MsgSeq: 1, Filter: 1, Cursor: "", Count: 1 };
      await rig.refused(10004, "get_group_msg_receipt_detail", { ...valid, ...body });
    });

  const all: readonly [string, Record<string, unknown>][] = [
    ["get_group_msg_receipt", { MsgSeqList: [{ MsgSeq: 1 }] }],
    ["get_group_msg_receipt_detail", { MsgSeq: 1, Filter: 0, Cursor: "", Count: 1 }],
    ["group_get_key_values", { MsgSeq: 1 }],
    ["group_set_key_values", { MsgSeq: 1, OperateType: 3 }],
  ];
  for (const [command, body] of all)
    it(`answer 10007 for other types of groups, and 10010, 10015 and 10004 for an invalid GroupId in ${command}`, async () => {
      for (const type of ["AVChatRoom", "Community"])
        await rig.refused(10007, command, { ...body, GroupId: await rig.create(type) });
      await rig.refused(10010, command, { ...body, GroupId: "gone" });
      await rig.refused(10015, command, { ...body, GroupId: "" });
      await rig.refused(10004, command, body);
    });

  it("answer 10004 to 21 messages and to none in get_group_msg_receipt", async () => {
    const MsgSeqList = Array.from({ length: 21 }, () => ({ MsgSeq: 1 }));
    await rig.refused(10004, "get_group_msg_receipt", { GroupId: "g", MsgSeqList });
    await rig.refused(10004, "get_group_msg_receipt", { GroupId: "g", MsgSeqList: [] });
  });
});
