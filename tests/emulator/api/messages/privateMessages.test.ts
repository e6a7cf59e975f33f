import assert from "node:assert/strict";
import { Rig } from "../../support/rig";
import { bodyOfMaximumLength, text } from "./bodies";

describe("sendmsg and batchsendmsg", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const message = { MsgRandom: 7, MsgBody: text("hi") };
  beforeEach(() => app().importAccounts("alice", "bob", "carol"));

  it("send a message of an app admin or of another account", async () => {
    const answer = await rig.ok("sendmsg", { ...message, To_Account: "bob", MsgSeq: 3, SyncOtherMachine: 2 });
    const now = Math.floor(rig.clock.now() / 1000);
    assert.deepEqual([answer.MsgTime, answer.MsgKey], [now, `3_7_${now}`]);
    await rig.ok("sendmsg", { ...message, From_Account: "alice", To_Account: "bob", CloudCustomData: "c" });
    assert.deepEqual(
      app()
        .privateMessages("bob")
        .map(({ from, body, cloudCustomData }) => [from, body, cloudCustomData]),
      [
        ["administrator", text("hi"), ""],
        ["alice", text("hi"), "c"],
      ],
    );
    assert.deepEqual(app().privateMessages("carol"), []);
  });

  it("send to many users, and report those who do not exist", async () => {
    const all = await rig.ok("batchsendmsg", { ...message, To_Account: ["alice", "bob", "bob"] });
    assert.equal(all.ErrorList, undefined);
    const some = await rig.call("batchsendmsg", { ...message, MsgRandom: 8, To_Account: ["alice", "nobody"] });
    assert.deepEqual(
      [some.ActionStatus, some.ErrorCode, some.ErrorList],
      ["SomeError", 0, [{ To_Account: "nobody", ErrorCode: 70107 }]],
    );
    assert.deepEqual(
      ["alice", "bob", "carol"].map((userId) => app().privateMessages(userId).length),
      [2, 1, 0],
    );
    await rig.refused(90012, "batchsendmsg", { ...message, To_Account: ["nobody"] }, /invalid To_Account/);
  });

  const one: readonly [string, number, Record<string, unknown>][] = [
    ["no receiver", 90003, { To_Account: undefined }],
    ["a receiver that is a number", 90003, { To_Account: 1 }],
    ["a receiver without an account", 90012, { To_Account: "nobody" }],
    ["a sender without an account", 20003, { From_Account: "nobody" }],
    ["an unknown SendMsgControl", 90010, { SendMsgControl: ["nounread"] }],
  ];
  const many: readonly [string, number, Record<string, unknown>][] = [
    ["no receiver", 90003, { To_Account: undefined }],
    ["an empty list", 90003, { To_Account: [] }],
    ["one receiver that is no list", 90003, { To_Account: "bob" }],
    ["501 receivers", 90011, { To_Account: Array.from({ length: 501 }, () => "bob") }],
    ["a sender without an account", 90008, { From_Account: "nobody" }],
    ["SupportMessageExtension", 90010, { SupportMessageExtension: 1 }],
  ];
  const both: readonly [string, number, Record<string, unknown>][] = [
    ["no MsgRandom", 90005, { MsgRandom: undefined }],
    ["a MsgRandom as a string", 90005, { MsgRandom: "7" }],
    ["no MsgBody", 90002, { MsgBody: undefined }],
    ["a MsgBody that is no list", 90007, { MsgBody: {} }],
    ["an unknown element", 90002, { MsgBody: [{ MsgType: "Text", MsgContent: {} }] }],
    ["a MsgBody over 8 KB", 93000, { MsgBody: bodyOfMaximumLength(1) }],
    ["a MsgSeq as a string", 90004, { MsgSeq: "1" }],
    ["a lifetime as a string", 90044, { MsgLifeTime: "1" }],
    ["a lifetime over 7 days", 90026, { MsgLifeTime: 604_801 }],
    ["SyncOtherMachine 3", 90031, { SyncOtherMachine: 3 }],
    ["an unknown field", 90010, { Random: 1 }],
  ];
  for (const [command, to, bad] of [
    ["sendmsg", "bob", [...one, ...both]],
    ["batchsendmsg", ["bob"], [...many, ...both]],
  ] as const)
    for (const [input, code, body] of bad)
      it(`answer ${code} to ${input} in ${command}`, async () => {
        await rig.refused(code, command, { ...message, To_Account: to, ...body });
      });

  it("answer 20012 to a sender who is muted everywhere", async () => {
    await rig.call("setnospeaking", { Set_Account: "alice", C2CmsgNospeakingTime: 60 });
    await rig.refused(20012, "sendmsg", { ...message, From_Account: "alice", To_Account: "bob" });
    await rig.refused(20012, "batchsendmsg", { ...message, From_Account: "alice", To_Account: ["bob"] });
    rig.clock.advance(60_000);
    await rig.ok("sendmsg", { ...message, From_Account: "alice", To_Account: "bob" });
  });
});

describe("send_broadcast_msg", () => {
  const rig = new Rig();
  const message = { Random: 1, MsgBody: text("to all rooms") };

  it("sends to all AVChatRooms once a second, and drops repeated messages", async () => {
    const app = rig.emulator.app();
    app.importAccounts("alice");
    assert.equal((await rig.ok("send_broadcast_msg", { ...message, From_Account: "alice" })).MsgSeq, 1);
    await rig.refused(60007, "send_broadcast_msg", { ...message, Random: 2 });
    rig.clock.advance(1000);
    assert.equal((await rig.ok("send_broadcast_msg", message)).MsgSeq, 1);
    rig.clock.advance(1000);
    assert.equal((await rig.ok("send_broadcast_msg", { ...message, Random: 2, CloudCustomData: "c" })).MsgSeq, 2);
    assert.deepEqual(
      app.broadcasts().map(({ from, text: said }) => [from, said]),
      [
        ["alice", "to all rooms"],
        ["administrator", "to all rooms"],
      ],
    );
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["no Random", 10004, { Random: undefined }],
    ["no MsgBody", 10004, { MsgBody: undefined }],
    ["a MsgBody over 8 KB", 80002, { MsgBody: bodyOfMaximumLength(1) }],
    ["a sender without an account", 10004, { From_Account: "nobody" }],
    ["a sender that is a number", 60015, { From_Account: 1 }],
    ["a group", 10004, { GroupId: "g" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "send_broadcast_msg", { ...message, ...body });
    });
});
