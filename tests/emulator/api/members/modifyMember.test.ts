import assert from "node:assert/strict";
import { DEFAULT_APP } from "../../../../emulator";
import { Rig } from "../../support/rig";

describe("modify_group_member_info", () => {
  const rig = new Rig({ apps: [{ ...DEFAULT_APP, memberCustomFieldKeys: ["a", "b", "c", "d", "e"] }] });
  const app = () => rig.emulator.app();
  const bob = () => app().member("g", "bob");
  const modify = (fields: Record<string, unknown>) =>
    rig.ok("modify_group_member_info", { GroupId: "g", Member_Account: "bob", ...fields });
  beforeEach(async () => {
    app().importAccounts("alice", "stranger");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice" });
    app().join("g", "bob");
  });

  it("changes only the given fields", async () => {
    await modify({ Role: "Admin", NameCard: "ü".repeat(25), MsgFlag: "AcceptNotNotify" });
    await modify({ Role: "Member" });
    const { role, nameCard, msgFlag } = bob() ?? {};
    assert.deepEqual([role, nameCard, msgFlag], ["Member", "ü".repeat(25), "AcceptNotNotify"]);
    await modify({ NameCard: "" });
    assert.equal(bob()?.nameCard, "");
    assert.deepEqual(await modify({}), { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 });
  });

  it("changes all fields of the owner except the role", async () => {
    await modify({ Member_Account: "alice", NameCard: "A" });
    assert.equal(app().member("g", "alice")?.nameCard, "A");
    for (const Role of ["Admin", "Member"])
      await rig.refused(10004, "modify_group_member_info", { GroupId: "g", Member_Account: "alice", Role }, /owner/);
  });

  it("sets single custom fields, and deletes one by an empty value", async () => {
    const data = (...pairs: readonly (readonly [string, string])[]) => ({
      AppMemberDefinedData: pairs.map(([Key, Value]) => ({ Key, Value })),
    });
    await modify(data(["a", "1"], ["b", "v".repeat(64)]));
    await modify(data(["a", ""], ["c", "3"]));
    assert.deepEqual(bob()?.customFields, { b: "v".repeat(64), c: "3" });
  });

  it("mutes for a time, mutes permanently, and unmutes", async () => {
    const now = Math.floor(rig.clock.now() / 1000);
    await modify({ MuteTime: 60 });
    assert.equal(bob()?.muteUntil, now + 60);
    rig.clock.advance(60_000);
    assert.equal(bob()?.muteUntil, 0);
    await modify({ MuteTime: 4294967295 });
    assert.equal(bob()?.muteUntil, 4294967295);
    await modify({ MuteTime: 0 });
    assert.deepEqual(app().muted("g"), {});
  });

  const six = ["a", "b", "c", "d", "e", "f"].map((Key) => ({ Key, Value: "v" }));
  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["the role Owner", 10004, { Role: "Owner" }],
    ["a role in lower case", 10004, { Role: "admin" }],
    ["a NameCard of 51 bytes", 10004, { NameCard: `${"ü".repeat(25)}x` }],
    ["a NameCard of null", 10004, { NameCard: null }],
    ["an unknown MsgFlag", 10004, { MsgFlag: "Accept" }],
    ["a custom field that is not declared", 10004, { AppMemberDefinedData: [{ Key: "z", Value: "v" }] }],
    ["a custom value of 65 bytes", 10004, { AppMemberDefinedData: [{ Key: "a", Value: `${"ü".repeat(32)}x` }] }],
    ["a custom field twice", 10004, { AppMemberDefinedData: [six[0], six[0]] }],
    ["6 custom fields", 10004, { AppMemberDefinedData: six }],
    ["a negative MuteTime", 10004, { MuteTime: -1 }],
    ["a MuteTime over 32 bits", 10004, { MuteTime: 4294967296 }],
    ["a MuteTime as a string", 10004, { MuteTime: "60" }],
    ["ShutUpTime, its older name", 10004, { ShutUpTime: 60 }],
    ["a user who is not a member", 10004, { Member_Account: "stranger" }],
    ["an account that does not exist", 10004, { Member_Account: "nobody" }],
    ["an account that is a number", 60015, { Member_Account: 1 }],
    ["no account", 10004, { Member_Account: undefined }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}, and changes nothing`, async () => {
      await rig.refused(code, "modify_group_member_info", {
        GroupId: "g",
        Member_Account: "bob",
        NameCard: "new",
        ...body,
      });
    });

  it("answers 10004 to an admin and to MuteTime in a Private group, and 10007 for an AVChatRoom", async () => {
    app().create({ groupId: "p", type: "Private", name: "p" });
    app().join("p", "bob");
    const member = { GroupId: "p", Member_Account: "bob" };
    await rig.refused(10004, "modify_group_member_info", { ...member, Role: "Admin" });
    await rig.refused(10004, "modify_group_member_info", { ...member, MuteTime: 0 });
    await rig.ok("modify_group_member_info", { ...member, Role: "Member", NameCard: "B" });
    const room = await rig.create("AVChatRoom");
    await rig.refused(10007, "modify_group_member_info", { GroupId: room, Member_Account: "bob", NameCard: "B" });
  });

  it("starts with the MsgFlag of the group's type", async () => {
    for (const [type, flag] of [
      ["Private", "AcceptAndNotify"],
      ["Public", "AcceptAndNotify"],
      ["ChatRoom", "AcceptNotNotify"],
      ["Community", "AcceptAndNotify"],
    ]) {
      const id = await rig.create(String(type), { Owner_Account: "alice" });
      assert.equal(app().member(id, "alice")?.msgFlag, flag);
    }
  });
});
