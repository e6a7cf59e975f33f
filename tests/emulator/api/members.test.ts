import assert from "node:assert/strict";
import { Rig } from "../support/rig";

describe("add_group_member", () => {
  const rig = new Rig({ maxGroupsPerUser: 2 });
  beforeEach(async () => {
    rig.emulator.app().importAccounts("alice", "bob", "carol");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice", MaxMemberCount: 3 });
  });
  const list = (...ids: readonly unknown[]) => ids.map((Member_Account) => ({ Member_Account }));

  it("adds members and says who was one already", async () => {
    const answer = await rig.ok("add_group_member", { GroupId: "g", Silence: 1, MemberList: list("bob", "alice") });
    assert.deepEqual(answer.MemberList, [
      { Member_Account: "bob", Result: 1 },
      { Member_Account: "alice", Result: 2 },
    ]);
    assert.equal((await rig.read("g")).MemberNum, 2);
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["an account that does not exist", 10019, { MemberList: list("bob", "nobody") }],
    ["more members than fit", 10014, { MemberList: list("bob", "carol", "administrator") }],
    ["101 members", 10005, { MemberList: list(...Array.from({ length: 101 }, (_, i) => `m${i}`)) }],
    ["an empty list", 10004, { MemberList: [] }],
    ["a role, which is set elsewhere", 10004, { MemberList: [{ Member_Account: "bob", Role: "Admin" }] }],
    ["a member that is a number", 60015, { MemberList: list(1) }],
    ["Silence as a boolean", 10004, { MemberList: list("bob"), Silence: true }],
    ["a group that does not exist", 10010, { GroupId: "gone", MemberList: list("bob") }],
    ["a bad GroupId", 10015, { GroupId: "", MemberList: list("bob") }],
  ];
  for (const [what, code, body] of bad)
    it(`answers ${code} to ${what}, and adds nobody`, async () => {
      await rig.refused(code, "add_group_member", { GroupId: "g", ...body });
    });

  it("answers 10037 when a member is in too many groups", async () => {
    for (const id of ["h", "i"]) await rig.create("Public", { GroupId: id, Owner_Account: "bob" });
    await rig.refused(10037, "add_group_member", { GroupId: "g", MemberList: list("bob") });
  });

  it("answers 10007 for an AVChatRoom", async () => {
    const id = await rig.create("AVChatRoom");
    await rig.refused(10007, "add_group_member", { GroupId: id, MemberList: list("bob") });
  });
});

describe("send_group_system_notification", () => {
  const rig = new Rig();
  beforeEach(async () => {
    await rig.create("Public", { GroupId: "g" });
  });

  it("keeps the notice for tests to see", async () => {
    await rig.ok("send_group_system_notification", { GroupId: "g", Content: "closing soon" });
    await rig.ok("send_group_system_notification", { GroupId: "g", Content: "you too", ToMembers_Account: ["alice"] });
    assert.deepEqual(rig.emulator.app().notices("g"), [
      { content: "closing soon", to: [] },
      { content: "you too", to: ["alice"] },
    ]);
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["no Content", 10004, {}],
    ["an empty Content", 10004, { Content: "" }],
    ["a Content over 8 KB", 80002, { Content: "ü".repeat(4097) }],
    ["501 receivers", 10004, { Content: "a", ToMembers_Account: Array.from({ length: 501 }, (_, i) => `m${i}`) }],
    ["a receiver that is a number", 60015, { Content: "a", ToMembers_Account: [1] }],
    ["a topic", 10004, { Content: "a", TopicId: "t" }],
    ["a group that does not exist", 10010, { GroupId: "gone", Content: "a" }],
    ["a bad GroupId", 10015, { GroupId: "", Content: "a" }],
  ];
  for (const [what, code, body] of bad)
    it(`answers ${code} to ${what}`, async () => {
      await rig.refused(code, "send_group_system_notification", { GroupId: "g", ...body });
    });

  it("goes to all of an AVChatRoom and to nobody in particular", async () => {
    const id = await rig.create("AVChatRoom");
    await rig.ok("send_group_system_notification", { GroupId: id, Content: "a" });
    await rig.refused(10004, "send_group_system_notification", {
      GroupId: id,
      Content: "a",
      ToMembers_Account: ["alice"],
    });
  });
});
