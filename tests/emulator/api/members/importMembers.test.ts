import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

describe("import_group_member", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const now = () => Math.floor(rig.clock.now() / 1000);
  beforeEach(async () => {
    app().importAccounts("alice", "bob", "carol", "dave");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice", MaxMemberCount: 3 });
    rig.clock.advance(60_000);
  });

  it("adds members with role and time, and answers a result for each", async () => {
    const { MemberList } = await rig.ok("import_group_member", {
      GroupId: "g",
      MemberList: [
        { Member_Account: "bob", Role: "Admin", JoinTime: now() - 60, UnreadMsgNum: 3 },
        { Member_Account: "alice" },
        { Member_Account: "nobody" },
        { Member_Account: "carol" },
        { Member_Account: "dave" },
      ],
    });
    assert.deepEqual(
      MemberList.map((member: { Result: number }) => member.Result),
      [1, 2, 0, 1, 0],
    );
    const members = app().members("g");
    assert.deepEqual(
      members.map(({ account, role, joinTime }) => [account, role, joinTime]),
      [
        ["alice", "Owner", now() - 60],
        ["bob", "Admin", now() - 60],
        ["carol", "Member", now()],
      ],
    );
  });

  it("answers 10004 to a JoinTime before the group's creation or in the future", async () => {
    for (const JoinTime of [now() - 61, now() + 1])
      await rig.refused(10004, "import_group_member", {
        GroupId: "g",
        MemberList: [{ Member_Account: "carol" }, { Member_Account: "bob", JoinTime }],
      });
  });

  const bob = { Member_Account: "bob" };
  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["301 members", 10005, { MemberList: Array.from({ length: 301 }, (_, i) => ({ Member_Account: `m${i}` })) }],
    ["an empty list", 10004, { MemberList: [] }],
    ["the role Owner", 10004, { MemberList: [{ ...bob, Role: "Owner" }] }],
    ["a JoinTime as a string", 10004, { MemberList: [{ ...bob, JoinTime: "0" }] }],
    ["an account that is a number", 60015, { MemberList: [{ Member_Account: 1 }] }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "import_group_member", { GroupId: "g", MemberList: [bob], ...body });
    });

  it("answers 10004 to an admin of a Private group, and 10007 for an AVChatRoom", async () => {
    const MemberList = [{ ...bob, Role: "Admin" }];
    await rig.refused(10004, "import_group_member", { GroupId: await rig.create("Private"), MemberList });
    await rig.refused(10007, "import_group_member", { GroupId: await rig.create("AVChatRoom"), MemberList });
  });
});
