import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

describe("delete_group_member", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  beforeEach(async () => {
    app().importAccounts("alice");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice" });
    for (const userId of ["bob", "carol"]) app().join("g", userId);
  });
  const accounts = () =>
    app()
      .members("g")
      .map((member) => member.account);

  it("removes members, and ignores non-members", async () => {
    const answer = await rig.ok("delete_group_member", {
      GroupId: "g",
      MemberToDel_Account: ["bob", "stranger", "bob"],
      Silence: 1,
      Reason: "moved on",
    });
    assert.deepEqual(answer, { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 });
    assert.deepEqual(accounts(), ["alice", "carol"]);
    await rig.ok("delete_group_member", { GroupId: "g", MemberToDel_Account: ["bob"] });
  });

  it("deletes the data of a member, except the mute", async () => {
    app().setMember("g", "bob", { role: "Admin", nameCard: "B" });
    app().mute("g", "bob");
    await rig.ok("delete_group_member", { GroupId: "g", MemberToDel_Account: ["bob"] });
    app().join("g", "bob");
    const { role, nameCard, muteUntil } = app().member("g", "bob") ?? {};
    assert.deepEqual([role, nameCard, muteUntil], ["Member", "", 4294967295]);
  });

  it("does not disband a group that has no members left", async () => {
    await rig.create("Public", { GroupId: "nobody's", MemberList: [{ Member_Account: "alice" }] });
    await rig.ok("delete_group_member", { GroupId: "nobody's", MemberToDel_Account: ["alice"] });
    assert.equal((await rig.read("nobody's")).MemberNum, 0);
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["the owner", 10004, { MemberToDel_Account: ["bob", "alice"] }],
    ["101 members", 10004, { MemberToDel_Account: Array.from({ length: 101 }, (_, i) => `m${i}`) }],
    ["an empty list", 10004, { MemberToDel_Account: [] }],
    ["no list", 10004, {}],
    ["a member that is a number", 60015, { MemberToDel_Account: [1] }],
    ["a Reason that is a number", 10004, { MemberToDel_Account: ["bob"], Reason: 1 }],
    ["Silence 2", 10004, { MemberToDel_Account: ["bob"], Silence: 2 }],
    ["MemberList, the field of add_group_member", 10004, { MemberList: [{ Member_Account: "bob" }] }],
    ["a group that does not exist", 10010, { GroupId: "gone", MemberToDel_Account: ["bob"] }],
    ["an invalid GroupId", 10015, { GroupId: "", MemberToDel_Account: ["bob"] }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}, and removes no member`, async () => {
      await rig.refused(code, "delete_group_member", { GroupId: "g", ...body });
    });

  it("answers 10004 for an AVChatRoom", async () => {
    const id = await rig.create("AVChatRoom");
    await rig.refused(10004, "delete_group_member", { GroupId: id, MemberToDel_Account: ["bob"] }, /AVChatRoom/);
  });
});
