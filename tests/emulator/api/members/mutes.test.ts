import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const FOR_EVER = 4294967295;

describe("forbid_send_msg and get_group_muted_account", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const mute = (MuteTime: number, ...Members_Account: readonly string[]) =>
    rig.ok("forbid_send_msg", { GroupId: "g", Members_Account, MuteTime });
  const now = () => Math.floor(rig.clock.now() / 1000);
  beforeEach(async () => {
    app().importAccounts("alice", "stranger");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice" });
    for (const userId of ["bob", "carol"]) app().join("g", userId);
  });

  it("mute and unmute members, and tell until when", async () => {
    await mute(60, "bob");
    await mute(FOR_EVER, "carol");
    assert.deepEqual(await rig.ok("get_group_muted_account", { GroupId: "g" }), {
      ActionStatus: "OK",
      ErrorInfo: "",
      ErrorCode: 0,
      GroupId: "g",
      MutedAccountList: [
        { Member_Account: "bob", MutedUntil: now() + 60 },
        { Member_Account: "carol", MutedUntil: FOR_EVER },
      ],
    });
    await mute(0, "carol", "bob");
    assert.deepEqual((await rig.ok("get_group_muted_account", { GroupId: "g" })).MutedAccountList, []);
  });

  it("end a mute with its time", async () => {
    await mute(60, "bob");
    rig.clock.advance(59_999);
    assert.deepEqual(Object.keys(app().muted("g")), ["bob"]);
    rig.clock.advance(1);
    assert.deepEqual(app().muted("g"), {});
  });

  it("keep a mute through leaving and joining, and end it in between", async () => {
    await mute(FOR_EVER, "bob");
    app().leave("g", "bob");
    assert.deepEqual(app().muted("g"), { bob: FOR_EVER });
    app().join("g", "bob");
    assert.equal(app().member("g", "bob")?.muteUntil, FOR_EVER);
    app().leave("g", "bob");
    await mute(0, "bob");
    assert.deepEqual(app().muted("g"), {});
  });

  it("see what is done behind the API's back", async () => {
    app().mute("g", "bob");
    assert.equal((await rig.ok("get_group_muted_account", { GroupId: "g" })).MutedAccountList.length, 1);
    app().unmute("g", "bob");
    assert.deepEqual((await rig.ok("get_group_muted_account", { GroupId: "g" })).MutedAccountList, []);
  });

  it("work in a ChatRoom, a community and an AVChatRoom", async () => {
    for (const type of ["ChatRoom", "Community", "AVChatRoom"]) {
      const id = await rig.create(type);
      if (type !== "AVChatRoom") app().join(id, "bob");
      await rig.ok("forbid_send_msg", { GroupId: id, Members_Account: ["bob"], MuteTime: 60 });
      assert.deepEqual(app().muted(id), { bob: now() + 60 });
    }
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["somebody who is no member", 10004, { Members_Account: ["bob", "stranger"] }],
    ["501 accounts", 10004, { Members_Account: Array.from({ length: 501 }, (_, i) => `m${i}`) }],
    ["an empty list", 10004, { Members_Account: [] }],
    ["an account that is a number", 60015, { Members_Account: [1] }],
    ["no MuteTime", 10004, { MuteTime: undefined }],
    ["a negative MuteTime", 10004, { MuteTime: -1 }],
    ["a MuteTime over 32 bits", 10004, { MuteTime: FOR_EVER + 1 }],
    ["ShutUpTime, its old name", 10004, { ShutUpTime: 60 }],
    ["a topic in a group without topics", 10004, { TopicId: "g@TOPIC#_a" }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["a bad GroupId", 10015, { GroupId: "" }],
  ];
  for (const [what, code, body] of bad)
    it(`answer ${code} to ${what}, and mute nobody`, async () => {
      await rig.refused(code, "forbid_send_msg", { GroupId: "g", Members_Account: ["bob"], MuteTime: 60, ...body });
    });

  it("answer 10007 to a mute in a Private group, and list nobody there", async () => {
    const GroupId = await rig.create("Private", { Owner_Account: "alice" });
    await rig.refused(10007, "forbid_send_msg", { GroupId, Members_Account: ["alice"], MuteTime: 60 });
    assert.deepEqual((await rig.ok("get_group_muted_account", { GroupId })).MutedAccountList, []);
  });

  it("answer 10010, 10015 and 10004 for a wrong list", async () => {
    await rig.refused(10010, "get_group_muted_account", { GroupId: "gone" });
    await rig.refused(10015, "get_group_muted_account", { GroupId: "" });
    await rig.refused(10004, "get_group_muted_account", { GroupId: "g", Limit: 1 });
    await rig.refused(10004, "get_group_muted_account", { GroupId: "g", TopicId: "g@TOPIC#_a" });
  });
});
