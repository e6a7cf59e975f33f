import assert from "node:assert/strict";
import { Rig } from "./support/rig";

const COMMUNITY = "@TGS#_c";
const TOPIC = `${COMMUNITY}@TOPIC#_t`;

describe("direct access to messages", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  beforeEach(async () => {
    app().importAccounts("alice");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice" });
  });

  it("sends messages as users do, and the API reads them", async () => {
    app().join("g", "bob");
    const body = [{ MsgType: "TIMCustomElem", MsgContent: { Data: "d" } }] as const;
    const sent = app().send("g", { from: "bob", body, cloudCustomData: "c", priority: "Low", needsReceipt: true });
    assert.deepEqual([sent.seq, sent.from, sent.priority, sent.cloudCustomData, sent.text], [1, "bob", "Low", "c", ""]);
    assert.deepEqual(app().messages("g"), [sent]);
    const { RspMsgList } = await rig.ok("group_msg_get_simple", { GroupId: "g", ReqMsgNumber: 1 });
    assert.deepEqual([RspMsgList[0].From_Account, RspMsgList[0].MsgBody], ["bob", body]);
  });

  it("writes as the owner, as the first member, or as an app admin", async () => {
    app().write("g");
    await rig.create("Public", { GroupId: "members", MemberList: [{ Member_Account: "alice" }] });
    app().write("members");
    await rig.create("Public", { GroupId: "empty" });
    app().write("empty");
    const writers = ["g", "members", "empty"].map((groupId) => app().messages(groupId)[0]?.from);
    assert.deepEqual(writers, ["alice", "alice", "administrator"]);
  });

  it("imports a sender without an account", () => {
    app().send("g", { from: "newcomer", text: "hi" });
    assert.ok(app().account("newcomer"));
  });

  it("does not confuse its messages with those of the API", async () => {
    const MsgBody = [{ MsgType: "TIMTextElem", MsgContent: { Text: "same" } }];
    app().send("g", { text: "same" });
    app().send("g", { text: "same" });
    assert.equal((await rig.ok("send_group_msg", { GroupId: "g", Random: 1, MsgBody })).MsgSeq, 3);
  });

  it("sends, recalls and reads in a topic", async () => {
    await rig.create("Community", { GroupId: COMMUNITY, SupportTopic: 1, Owner_Account: "alice" });
    app().addTopic(COMMUNITY, TOPIC);
    app().join(COMMUNITY, "bob");
    app().send(COMMUNITY, { topicId: TOPIC, text: "one" });
    app().send(COMMUNITY, { topicId: TOPIC, text: "two" });
    assert.equal(app().unread(COMMUNITY, "bob", TOPIC), 2);
    app().read(COMMUNITY, "bob", { topicId: TOPIC, seq: 1 });
    assert.equal(app().unread(COMMUNITY, "bob", TOPIC), 1);
    app().recall(COMMUNITY, 2, TOPIC);
    assert.deepEqual(
      app()
        .messages(COMMUNITY, TOPIC)
        .map(({ text, recalled }) => [text, recalled]),
      [
        ["one", false],
        ["two", true],
      ],
    );
    assert.equal(app().unread(COMMUNITY, "bob", TOPIC), 0);
    assert.deepEqual(app().messages(COMMUNITY), []);
    assert.deepEqual(Object.keys(app().topics(COMMUNITY)[0] ?? {}).includes("messages"), false);
  });

  it("keeps no messages of a disbanded group", async () => {
    app().write("g");
    app().recreate("g");
    assert.deepEqual(app().messages("g"), []);
    assert.equal((await rig.read("g", { GroupBaseInfoFilter: ["NextMsgSeq"] })).NextMsgSeq, 1);
  });

  it("reports what does not exist", () => {
    assert.throws(() => app().send("gone", { text: "a" }), /has no group gone/);
    assert.throws(() => app().send("g", { text: "a", topicId: "t" }), /the group g has no topic t/);
    assert.throws(() => app().recall("g", 1), /g has no message 1/);
  });
});
