import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const PERMANENT = 4294967295;

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

  it("mute and unmute members, and list the end of each mute", async () => {
    await mute(60, "bob");
    await mute(PERMANENT, "carol");
    assert.deepEqual(await rig.ok("get_group_muted_account", { GroupId: "g" }), {
      ActionStatus: "OK",
      ErrorInfo: "",
      ErrorCode: 0,
      GroupId: "g",
      MutedAccountList: [
        { Member_Account: "bob", MutedUntil: now() + 60 },
        { Member_Account: "carol", MutedUntil: PERMANENT },
      ],
    });
    await mute(0, "carol", "bob");
    assert.deepEqual((await rig.ok("get_group_muted_account", { GroupId: "g" })).MutedAccountList, []);
  });

  it("list the same by the older command, with its older field names", async () => {
    await mute(60, "bob");
    const answer = await rig.ok("get_group_shutted_uin", { GroupId: "g" });
    assert.deepEqual(
      [answer.GroupId, answer.ShuttedUinList],
      ["g", [{ Member_Account: "bob", ShuttedUntil: now() + 60 }]],
    );
    await rig.refused(10004, "get_group_shutted_uin", { GroupId: "g", TopicId: "t" });
    await rig.refused(10010, "get_group_shutted_uin", { GroupId: "gone" });
    await rig.refused(10015, "get_group_shutted_uin", { GroupId: "" });
    await rig.refused(10004, "get_group_shutted_uin", {});
  });

  it("end a mute when its time is over", async () => {
    await mute(60, "bob");
    rig.clock.advance(59_999);
    assert.deepEqual(Object.keys(app().muted("g")), ["bob"]);
    rig.clock.advance(1);
    assert.deepEqual(app().muted("g"), {});
  });

  it("keep a mute when a member leaves and rejoins, and can lift it in between", async () => {
    await mute(PERMANENT, "bob");
    app().leave("g", "bob");
    assert.deepEqual(app().muted("g"), { bob: PERMANENT });
    app().join("g", "bob");
    assert.equal(app().member("g", "bob")?.muteUntil, PERMANENT);
    app().leave("g", "bob");
    await mute(0, "bob");
    assert.deepEqual(app().muted("g"), {});
  });

  it("see changes made without the API", async () => {
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
    ["a user who is not a member", 10004, { Members_Account: ["bob", "stranger"] }],
    ["501 accounts", 10004, { Members_Account: Array.from({ length: 501 }, (_, i) => `m${i}`) }],
    ["an empty list", 10004, { Members_Account: [] }],
    ["an account that is a number", 60015, { Members_Account: [1] }],
    ["no MuteTime", 10004, { MuteTime: undefined }],
    ["a negative MuteTime", 10004, { MuteTime: -1 }],
    ["a MuteTime over 32 bits", 10004, { MuteTime: PERMANENT + 1 }],
    ["ShutUpTime, its older name", 10004, { ShutUpTime: 60 }],
    ["a topic in a group without topics", 10004, { TopicId: "g@TOPIC#_a" }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
  ];
  for (const [input, code, body] of bad)
    it(`answer ${code} to ${input}, and mute no one`, async () => {
      await rig.refused(code, "forbid_send_msg", { GroupId: "g", Members_Account: ["bob"], MuteTime: 60, ...body });
    });

  it("answer 10007 to a mute in a Private group, and an empty list", async () => {
    const GroupId = await rig.create("Private", { Owner_Account: "alice" });
    await rig.refused(10007, "forbid_send_msg", { GroupId, Members_Account: ["alice"], MuteTime: 60 });
    assert.deepEqual((await rig.ok("get_group_muted_account", { GroupId })).MutedAccountList, []);
  });

  it("answer 10010, 10015 and 10004 to an invalid read of the list", async () => {
    await rig.refused(10010, "get_group_muted_account", { GroupId: "gone" });
    await rig.refused(10015, "get_group_muted_account", { GroupId: "" });
    await rig.refused(10004, "get_group_muted_account", { GroupId: "g", Limit: 1 });
    await rig.refused(10004, "get_group_muted_account", { GroupId: "g", TopicId: "g@TOPIC#_a" });
  });
});
