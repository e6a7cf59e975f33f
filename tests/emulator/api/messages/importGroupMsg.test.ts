import assert from "node:assert/strict";
import { Rig } from "../../support/rig";
import { bodyOfMaximumLength, text } from "./bodies";

describe("import_group_msg", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const now = () => Math.floor(rig.clock.now() / 1000);
  const message = (SendTime: number, more: Record<string, unknown> = {}) => ({
    From_Account: "alice",
    SendTime,
    MsgBody: text(`at ${SendTime}`),
    ...more,
  });
  const importAll = async (...MsgList: readonly unknown[]) =>
    (await rig.ok("import_group_msg", { GroupId: "g", MsgList })).ImportMsgResult;
  beforeEach(async () => {
    app().importAccounts("alice");
    const CreateTime = now() - 1000;
    await rig.ok("import_group", { Type: "Public", Name: "a", GroupId: "g", Owner_Account: "alice", CreateTime });
  });

  it("stores old messages of any account, with their times", async () => {
    app().importAccounts("stranger");
    const results = await importAll(
      message(now() - 500, { Random: 7 }),
      message(now() - 400, { From_Account: "stranger" }),
    );
    assert.deepEqual(results, [
      { MsgSeq: 1, MsgTime: now() - 500, Result: 0 },
      { MsgSeq: 2, MsgTime: now() - 400, Result: 0 },
    ]);
    assert.deepEqual(
      app()
        .messages("g")
        .map(({ from, time }) => [from, time]),
      [
        ["alice", now() - 500],
        ["stranger", now() - 400],
      ],
    );
    assert.equal((await rig.read("g", { GroupBaseInfoFilter: ["LastMsgTime"] })).LastMsgTime, now() - 400);
  });

  it("fails a message with an invalid time or over 8 KB alone", async () => {
    const results = await importAll(
      message(now() - 2000),
      message(now() - 500),
      message(now() - 500),
      message(now()),
      message(now() - 400, { MsgBody: bodyOfMaximumLength(1) }),
      message(now() - 300, { MsgBody: bodyOfMaximumLength() }),
    );
    assert.deepEqual(
      results.map(({ Result, MsgSeq }: Record<string, number>) => [Result, MsgSeq]),
      [
        [10004, 0],
        [0, 1],
        [10004, 0],
        [10004, 0],
        [80002, 0],
        [0, 2],
      ],
    );
  });

  it("leaves nobody with unread messages, until unread counts are set", async () => {
    app().join("g", "bob");
    app().write("g");
    rig.clock.advance(10_000);
    assert.equal(app().unread("g", "bob"), 1);
    await importAll(message(now() - 5), message(now() - 4));
    assert.equal(app().unread("g", "bob"), 0);
    await rig.ok("set_unread_msg_num", { GroupId: "g", Member_Account: "bob", UnreadMsgNum: 2 });
    app().importAccounts("carol");
    const MemberList = [{ Member_Account: "carol", UnreadMsgNum: 3 }];
    await rig.ok("import_group_member", { GroupId: "g", MemberList });
    assert.deepEqual([app().unread("g", "bob"), app().unread("g", "carol")], [2, 3]);
  });

  it("imports into a topic", async () => {
    const GroupId = "@TGS#_c";
    const TopicId = `${GroupId}@TOPIC#_t`;
    await rig.ok("import_group", { Type: "Community", Name: "a", GroupId, SupportTopic: 1, CreateTime: now() - 9 });
    await rig.ok("import_topic", { GroupId, TopicId, TopicName: "t" });
    await rig.ok("import_group_msg", { GroupId, TopicId, MsgList: [message(now() - 1)] });
    assert.deepEqual([app().messages(GroupId, TopicId).length, app().messages(GroupId).length], [1, 0]);
    const MsgList = [message(now() - 1)];
    await rig.refused(10004, "import_group_msg", { GroupId, RecentContactFlag: 1, MsgList });
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["no list", 10004, { MsgList: undefined }],
    ["an empty list", 10004, { MsgList: [] }],
    ["8 messages", 10004, { MsgList: Array.from({ length: 8 }, () => message(1)) }],
    ["a message without a time", 10004, { MsgList: [message(1, { SendTime: undefined })] }],
    ["a message without a sender", 10004, { MsgList: [message(1, { From_Account: undefined })] }],
    ["a sender without an account", 10004, { MsgList: [message(1, { From_Account: "nobody" })] }],
    ["a sender that is a number", 60015, { MsgList: [message(1, { From_Account: 1 })] }],
    ["an unknown field", 10004, { MsgList: [message(1, { MsgPriority: "High" })] }],
    [
      "a file",
      10004,
      {
        MsgList: [
          message(1, {
            MsgBody: [{ MsgType: "TIMFileElem", MsgContent: { Url: "u", UUID: "i", Download_Flag: 2 } }],
          }),
        ],
      },
    ],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "import_group_msg", { GroupId: "g", MsgList: [message(1)], ...body });
    });

  it("answers 10007 for an AVChatRoom", async () => {
    await rig.refused(10007, "import_group_msg", { GroupId: await rig.create("AVChatRoom"), MsgList: [message(1)] });
  });
});
