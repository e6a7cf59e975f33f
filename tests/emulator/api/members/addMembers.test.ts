import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

describe("add_group_member", () => {
  const rig = new Rig({ maxGroupsPerUser: 2 });
  beforeEach(async () => {
    rig.emulator.app().importAccounts("alice", "bob", "carol");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice", MaxMemberCount: 3 });
  });
  const list = (...ids: readonly unknown[]) => ids.map((Member_Account) => ({ Member_Account }));

  const many = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`);

  it("accepts 20 members", async () => {
    rig.emulator.app().importAccounts(...many(20));
    const GroupId = await rig.create("Public");
    await rig.ok("add_group_member", { GroupId, MemberList: list(...many(20)) });
    assert.equal((await rig.read(GroupId)).MemberNum, 20);
  });

  it("adds members and reports existing members", async () => {
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
    ["21 members", 10005, { MemberList: list(...many(21)) }],
    ["an empty list", 10004, { MemberList: [] }],
    ["a role, which another endpoint sets", 10004, { MemberList: [{ Member_Account: "bob", Role: "Admin" }] }],
    ["a member that is a number", 60015, { MemberList: list(1) }],
    ["Silence as a boolean", 10004, { MemberList: list("bob"), Silence: true }],
    ["a group that does not exist", 10010, { GroupId: "gone", MemberList: list("bob") }],
    ["an invalid GroupId", 10015, { GroupId: "", MemberList: list("bob") }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}, and adds no member`, async () => {
      await rig.refused(code, "add_group_member", { GroupId: "g", ...body });
    });

  it("reports users who refuse or need approval, adds the others, and answers OK", async () => {
    const app = rig.emulator.app();
    app.refuseToJoin("bob");
    app.awaitsApproval("carol");
    const add = async () => {
      const answer = await rig.ok("add_group_member", { GroupId: "g", MemberList: list("bob", "carol", "dave") });
      return answer.MemberList.map((member: { Result: number }) => member.Result);
    };
    app.importAccounts("dave");
    assert.deepEqual(await add(), [0, 3, 1]);
    assert.deepEqual(await add(), [0, 3, 2]);
    app.leave("g", "dave");
    app.join("g", "carol");
    app.joinsFreely("bob");
    assert.deepEqual(
      (await rig.ok("add_group_member", { GroupId: "g", MemberList: list("bob", "carol") })).MemberList,
      [
        { Member_Account: "bob", Result: 1 },
        { Member_Account: "carol", Result: 2 },
      ],
    );
  });

  it("adds a duplicate account only once", async () => {
    const answer = await rig.ok("add_group_member", { GroupId: "g", MemberList: list("bob", "bob") });
    assert.equal(answer.MemberList.length, 2);
    assert.equal((await rig.read("g")).MemberNum, 2);
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
