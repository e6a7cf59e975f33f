import assert from "node:assert/strict";
import { DEFAULT_APP } from "../../../../emulator";
import { type Answer, Rig } from "../../support/rig";

const KEYS = ["Desk", "Team"];
const apps = [{ ...DEFAULT_APP, memberCustomFieldKeys: KEYS }];
const accountsOf = (answer: Answer): readonly string[] =>
  answer.MemberList.map((member: { Member_Account: string }) => member.Member_Account);

describe("get_group_member_info", () => {
  const rig = new Rig({ apps });
  const app = () => rig.emulator.app();
  beforeEach(async () => {
    app().importAccounts("alice");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice" });
    for (const userId of ["bob", "carol"]) app().join("g", userId);
  });

  it("answers all fields of all members without filters, except custom fields", async () => {
    app().setMember("g", "bob", { role: "Admin", nameCard: "B", msgFlag: "Discard", customFields: { Desk: "1" } });
    app().mute("g", "bob", 60);
    const answer = await rig.ok("get_group_member_info", { GroupId: "g" });
    const now = Math.floor(rig.clock.now() / 1000);
    assert.equal(answer.MemberNum, 3);
    assert.ok(!("Next" in answer));
    assert.deepEqual(accountsOf(answer), ["alice", "bob", "carol"]);
    assert.deepEqual(answer.MemberList[1], {
      Member_Account: "bob",
      Role: "Admin",
      JoinTime: now,
      MsgSeq: 0,
      MsgFlag: "Discard",
      LastSendMsgTime: 0,
      NameCard: "B",
      MuteUntil: now + 60,
    });
  });

  it("answers the requested fields, and always the account", async () => {
    app().setMember("g", "bob", { customFields: { Desk: "1", Team: "sre" } });
    const answer = await rig.ok("get_group_member_info", {
      GroupId: "g",
      MemberInfoFilter: ["Role"],
      AppDefinedDataFilter_GroupMember: ["Team", "Unknown"],
      MemberRoleFilter: ["Member", "Admin"],
    });
    assert.deepEqual(answer.MemberList, [
      { Member_Account: "bob", Role: "Member", AppMemberDefinedData: [{ Key: "Team", Value: "sre" }] },
      { Member_Account: "carol", Role: "Member", AppMemberDefinedData: [] },
    ]);
    assert.equal(answer.MemberNum, 3);
  });

  it("pages by Offset and Limit", async () => {
    const page = async (Offset: number, Limit: number) =>
      accountsOf(await rig.ok("get_group_member_info", { GroupId: "g", Offset, Limit }));
    assert.deepEqual(await page(0, 2), ["alice", "bob"]);
    assert.deepEqual(await page(2, 2), ["carol"]);
    assert.deepEqual(await page(3, 200), []);
  });

  it("pages a community by Next, even if members leave between pages", async () => {
    const id = await rig.create("Community");
    for (let i = 0; i < 250; i += 1) app().join(id, `user${i}`);
    const seen: string[] = [];
    let Next = "";
    do {
      const answer = await rig.ok("get_group_member_info", { GroupId: id, Next, MemberInfoFilter: [] });
      seen.push(...accountsOf(answer));
      Next = String(answer.Next);
      if (seen.length === 100) app().leave(id, "user99");
    } while (Next !== "");
    assert.deepEqual(
      seen,
      Array.from({ length: 250 }, (_, i) => `user${i}`),
    );
    await rig.refused(10004, "get_group_member_info", { GroupId: id }, /Next is missing/);
    await rig.refused(10004, "get_group_member_info", { GroupId: id, Next: "2" });
    await rig.refused(10004, "get_group_member_info", { GroupId: id, Next: "", Limit: 101 });
    await rig.refused(10004, "get_group_member_info", { GroupId: id, Next: "", Offset: 0 });
  });

  it("answers 10018 to more than 1 MB", async () => {
    for (let i = 0; i < 8000; i += 1) app().join("g", `member-${i}`);
    await rig.refused(10018, "get_group_member_info", { GroupId: "g" });
    await rig.ok("get_group_member_info", { GroupId: "g", Limit: 200 });
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["a Limit of 0", 10004, { Limit: 0 }],
    ["a Limit over 200", 10004, { Limit: 201 }],
    ["a negative Offset", 10004, { Offset: -1 }],
    ["Next on a group that is not a community", 10004, { Next: "" }],
    ["an unknown member field", 10004, { MemberInfoFilter: ["Account"] }],
    ["6 custom fields", 10004, { AppDefinedDataFilter_GroupMember: ["a", "b", "c", "d", "e", "f"] }],
    ["an unknown role", 10004, { MemberRoleFilter: ["owner"] }],
    ["an unknown filter", 10004, { ResponseFilter: {} }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "get_group_member_info", { GroupId: "g", ...body });
    });

  it("answers 10007 for an AVChatRoom", async () => {
    await rig.refused(10007, "get_group_member_info", { GroupId: await rig.create("AVChatRoom") });
  });
});

describe("get_specified_group_member_info", () => {
  const rig = new Rig({ apps });
  beforeEach(async () => {
    rig.emulator.app().importAccounts("alice");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice" });
    rig.emulator.app().join("g", "bob");
  });

  it("reads the given members, and omits non-members", async () => {
    const answer = await rig.ok("get_specified_group_member_info", {
      GroupId: "g",
      Member_List_Account: ["bob", "stranger"],
      MemberInfoFilter: ["Role"],
    });
    assert.deepEqual([answer.GroupId, answer.MemberList], ["g", [{ Member_Account: "bob", Role: "Member" }]]);
  });

  it("reads their custom fields if requested", async () => {
    rig.emulator.app().setMember("g", "bob", { customFields: { Desk: "1" } });
    const answer = await rig.ok("get_specified_group_member_info", {
      GroupId: "g",
      Member_List_Account: ["bob"],
      MemberInfoFilter: [],
      AppDefinedDataFilter_GroupMember: KEYS,
    });
    assert.deepEqual(answer.MemberList, [
      { Member_Account: "bob", AppMemberDefinedData: [{ Key: "Desk", Value: "1" }] },
    ]);
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["51 accounts", 10004, { Member_List_Account: Array.from({ length: 51 }, (_, i) => `m${i}`) }],
    ["an empty list", 10004, { Member_List_Account: [] }],
    ["an account that is a number", 60015, { Member_List_Account: [1] }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "get_specified_group_member_info", {
        GroupId: "g",
        Member_List_Account: ["bob"],
        ...body,
      });
    });

  it("answers 10007 for an AVChatRoom", async () => {
    const GroupId = await rig.create("AVChatRoom");
    await rig.refused(10007, "get_specified_group_member_info", { GroupId, Member_List_Account: ["bob"] });
  });
});

describe("get_group_info", () => {
  const rig = new Rig({ apps });

  it("answers the same about a member as get_group_member_info", async () => {
    const app = rig.emulator.app();
    app.importAccounts("alice");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice" });
    app.setMember("g", "alice", { nameCard: "A", msgFlag: "Discard", customFields: { Desk: "1" } });
    app.mute("g", "alice", 60);
    const body = { GroupId: "g", AppDefinedDataFilter_GroupMember: KEYS };
    const { MemberList } = await rig.ok("get_group_member_info", body);
    assert.deepEqual((await rig.read("g")).MemberList, MemberList);
    assert.deepEqual(MemberList[0].AppMemberDefinedData, [{ Key: "Desk", Value: "1" }]);
    const some = await rig.read("g", {
      MemberInfoFilter: ["Account", "NameCard"],
      AppDefinedDataFilter_GroupMember: ["Team"],
    });
    assert.deepEqual(some.MemberList, [{ Member_Account: "alice", NameCard: "A", AppMemberDefinedData: [] }]);
  });
});
