import assert from "node:assert/strict";
import { type Received, Receiver } from "../support/receiver";
import { Rig } from "../support/rig";

const text = (words: string) => [{ MsgType: "TIMTextElem", MsgContent: { Text: words } }];

describe("a before-event", () => {
  const receiver = new Receiver();
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const answer = (ErrorCode: number, more: object = {}) => {
    receiver.reply = ({ body }: Received) =>
      String(body.CallbackCommand).includes("Before")
        ? { ActionStatus: ErrorCode === 0 ? "OK" : "FAIL", ErrorCode, ErrorInfo: "policy", ...more }
        : { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" };
  };

  before(() => receiver.start());
  beforeEach(() => {
    receiver.reset();
    app().importAccounts("alice", "bob", "carol");
    app().create({ groupId: "g", type: "Public", name: "g", ownerAccount: "alice" });
    app().create({ groupId: "@TGS#_c", type: "Community", name: "c", supportTopic: 1 });
    rig.emulator.setWebhook({ url: receiver.url, timeoutMs: 100 });
  });
  after(() => receiver.stop());

  const calls: Readonly<Record<string, object>> = {
    create_group: { Type: "Public", Name: "new", GroupId: "new" },
    add_group_member: { GroupId: "g", MemberList: [{ Member_Account: "bob" }] },
    create_topic: { GroupId: "@TGS#_c", TopicName: "t" },
    send_group_msg: { GroupId: "g", From_Account: "alice", Random: 1, MsgBody: text("hello") },
  };
  for (const [command, body] of Object.entries(calls)) {
    it(`allows ${command} with 0`, async () => {
      answer(0);
      await rig.ok(command, body);
    });

    it(`refuses ${command} with 1 as 10016, and with its own code`, async () => {
      answer(1);
      await rig.refused(10016, command, body, /policy/);
      answer(10155);
      await rig.refused(10155, command, body, /policy/);
    });

    it(`lets ${command} through without an answer, unless the console says otherwise`, async () => {
      receiver.reply = () => "nothing";
      rig.emulator.setWebhook({ url: receiver.url, timeoutMs: 50, onTimeout: "refuse" });
      await rig.refused(80003, command, body);
      rig.emulator.setWebhook({ url: receiver.url, timeoutMs: 50 });
      await rig.ok(command, body);
      assert.equal(rig.emulator.deliveries.entries().find(({ status }) => status === "failed")?.attempts, 1);
    });
  }

  it("is not sent for a call that is refused anyway", async () => {
    await rig.call("create_group", { Type: "Nothing", Name: "x" });
    await rig.call("add_group_member", { GroupId: "gone", MemberList: [{ Member_Account: "bob" }] });
    app().mute("g", "bob");
    await rig.call("send_group_msg", { GroupId: "g", From_Account: "bob", Random: 1, MsgBody: text("x") });
    await rig.emulator.deliveries.settled();
    assert.deepEqual(receiver.events, []);
  });

  it("is recorded in the journal only after its answer", async () => {
    answer(1);
    const seen: number[] = [];
    const reply = receiver.reply;
    receiver.reply = (received) => {
      seen.push(rig.emulator.journal.count());
      return reply(received);
    };
    await rig.call("create_group", calls["create_group"]);
    assert.deepEqual([seen, rig.emulator.journal.count()], [[0], 1]);
  });

  it("can refuse single members", async () => {
    answer(0, { RefusedMembers_Account: ["carol"] });
    const members = ["bob", "carol"].map((Member_Account) => ({ Member_Account }));
    const { MemberList } = await rig.ok("add_group_member", { GroupId: "g", MemberList: members });
    assert.deepEqual(MemberList, [
      { Member_Account: "bob", Result: 1 },
      { Member_Account: "carol", Result: 0 },
    ]);
    assert.deepEqual([app().member("g", "bob")?.role, app().member("g", "carol")], ["Member", undefined]);
  });

  it("can replace the content of a message, and drop it without a word", async () => {
    answer(0, { MsgBody: text("[removed]"), CloudCustomData: "checked" });
    await rig.ok("send_group_msg", calls["send_group_msg"]);
    assert.deepEqual(
      app()
        .messages("g")
        .map((message) => [message.text, message.cloudCustomData]),
      [["[removed]", "checked"]],
    );
    answer(2);
    await rig.ok("send_group_msg", { ...calls["send_group_msg"], Random: 2 });
    assert.equal(app().messages("g").length, 1);
  });

  it("has no effect with a code that is not documented: as without an answer", async () => {
    answer(42);
    await rig.ok("create_group", calls["create_group"]);
  });

  it("waits for no other call", async () => {
    receiver.reply = () => "nothing";
    rig.emulator.setWebhook({ url: receiver.url, timeoutMs: 60_000 });
    const asked = new Promise<void>((resolve) => {
      receiver.reply = () => {
        resolve();
        return "nothing";
      };
    });
    const waiting = rig.call("create_group", calls["create_group"]).catch(() => undefined);
    await asked;
    assert.equal((await rig.read("g")).Name, "g");
    rig.emulator.setWebhook(undefined);
    void waiting;
  });
});
