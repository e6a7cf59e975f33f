import assert from "node:assert/strict";
import { Rig } from "../support/rig";

const APP = { sdkAppId: 1400000000, secretKey: "k", admins: ["administrator"], customFieldKeys: ["Team", "Tier"] };

const pairs = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

describe("get_group_info", () => {
  const rig = new Rig({ apps: [APP] });
  beforeEach(async () => {
    rig.emulator.app().importAccounts("alice", "bob");
    await rig.create("Public", {
      GroupId: "g",
      Owner_Account: "alice",
      MemberList: [{ Member_Account: "bob" }],
      AppDefinedData: [{ Key: "Team", Value: "sre" }],
    });
  });

  it("reads everything without a filter", async () => {
    assert.deepEqual(await rig.read("g"), {
      ErrorCode: 0,
      ErrorInfo: "",
      GroupId: "g",
      Type: "Public",
      Name: "a group",
      Appid: 1400000000,
      Introduction: "",
      Notification: "",
      FaceUrl: "",
      Owner_Account: "alice",
      CreateTime: 1_700_000_000,
      InfoSeq: 1,
      LastInfoTime: 1_700_000_000,
      LastMsgTime: 0,
      NextMsgSeq: 1,
      MemberNum: 2,
      MaxMemberNum: 6000,
      ApplyJoinOption: "NeedPermission",
      InviteJoinOption: "DisableInvite",
      MuteAllMember: "Off",
      AppDefinedData: [{ Key: "Team", Value: "sre" }],
      MemberList: ["alice", "bob"].map((Member_Account, index) => ({
        Member_Account,
        Role: index === 0 ? "Owner" : "Member",
        JoinTime: 1_700_000_000,
        MsgSeq: 0,
        MsgFlag: "AcceptAndNotify",
        LastSendMsgTime: 0,
        NameCard: "",
        MuteUntil: 0,
        AppMemberDefinedData: [],
      })),
    });
  });

  it("reads every custom field of the group and of its members without a filter", async () => {
    const app = rig.emulator.app();
    app.edit("g", { customFields: { Team: "a", Tier: "b", undeclared: "c" } });
    app.setMember("g", "bob", { customFields: { Desk: "1" } });
    const { AppDefinedData, MemberList } = await rig.read("g");
    assert.deepEqual(AppDefinedData, pairs({ Team: "a", Tier: "b", undeclared: "c" }));
    assert.deepEqual(
      MemberList.map((member: Record<string, unknown>) => member.AppMemberDefinedData),
      [[], pairs({ Desk: "1" })],
    );
  });

  it("omits what is in no filter", async () => {
    const all = { GroupBaseInfoFilter: ["Name"], MemberInfoFilter: ["Role"], AppDefinedDataFilter_Group: ["Team"] };
    for (const name of Object.keys(all)) {
      const info = await rig.read("g", { [name]: all[name as keyof typeof all] });
      assert.equal(Object.keys(info).length, 4, `${name}: ${Object.keys(info)}`);
    }
  });

  const filters: readonly [string, unknown, Record<string, unknown>][] = [
    ["nothing", {}, {}],
    ["base fields", { GroupBaseInfoFilter: ["Name", "Owner_Account"] }, { Name: "a group", Owner_Account: "alice" }],
    ["no base field", { GroupBaseInfoFilter: [] }, {}],
    [
      "custom fields",
      { AppDefinedDataFilter_Group: ["Team", "Tier"] },
      { AppDefinedData: [{ Key: "Team", Value: "sre" }] },
    ],
    ["a custom field that is not set", { AppDefinedDataFilter_Group: ["Tier"] }, { AppDefinedData: [] }],
    [
      "member fields",
      { MemberInfoFilter: ["Account", "Role"] },
      {
        MemberList: [
          { Member_Account: "alice", Role: "Owner" },
          { Member_Account: "bob", Role: "Member" },
        ],
      },
    ],
  ];
  for (const [input, filter, expected] of filters)
    it(`reads the id and ${input} if the filter names ${input}`, async () => {
      assert.deepEqual(await rig.read("g", filter), { ErrorCode: 0, ErrorInfo: "", GroupId: "g", ...expected });
    });

  it("fails in the entry of a missing group only, and answers in the requested order", async () => {
    const answer = await rig.ok("get_group_info", {
      GroupIdList: ["gone", "g", "", "x".repeat(49), "g"],
      ResponseFilter: { GroupBaseInfoFilter: ["Name"] },
    });
    const codes = answer.GroupInfo.map((item: Record<string, unknown>) => [item.GroupId, item.ErrorCode]);
    assert.deepEqual(codes, [
      ["gone", 10010],
      ["g", 0],
      ["", 10015],
      ["x".repeat(49), 10015],
      ["g", 0],
    ]);
    assert.deepEqual(answer.GroupInfo[0], {
      GroupId: "gone",
      ErrorCode: 10010,
      ErrorInfo: "this group does not exist",
    });
  });

  it("accepts 50 ids", async () => {
    const answer = await rig.ok("get_group_info", { GroupIdList: Array.from({ length: 50 }, (_, i) => `g${i}`) });
    assert.equal(answer.GroupInfo.length, 50);
  });

  it("answers 10018 to more than 1 MB", async () => {
    const app = rig.emulator.app();
    for (let i = 0; i < 9000; i += 1) app.join("g", `member-with-a-rather-long-name-${i}`);
    await rig.refused(10018, "get_group_info", { GroupIdList: ["g"] });
    await rig.read("g", { GroupBaseInfoFilter: ["MemberNum"] });
  });

  const keys = (count: number) => Array.from({ length: count }, (_, i) => `k${i}`);
  const bad: readonly [string, unknown][] = [
    ["no list", {}],
    ["an empty list", { GroupIdList: [] }],
    ["51 ids", { GroupIdList: Array.from({ length: 51 }, (_, i) => `g${i}`) }],
    ["a list that is a string", { GroupIdList: "g" }],
    ["an id that is a number", { GroupIdList: [1] }],
    ["an unknown base field", { GroupIdList: ["g"], ResponseFilter: { GroupBaseInfoFilter: ["MaxMemberCount"] } }],
    ["an unknown member field", { GroupIdList: ["g"], ResponseFilter: { MemberInfoFilter: ["Name"] } }],
    ["11 custom fields", { GroupIdList: ["g"], ResponseFilter: { AppDefinedDataFilter_Group: keys(11) } }],
    ["6 fields of members", { GroupIdList: ["g"], ResponseFilter: { AppDefinedDataFilter_GroupMember: keys(6) } }],
    ["an unknown filter", { GroupIdList: ["g"], ResponseFilter: { GroupInfoFilter: ["Name"] } }],
    ["a filter that is an array", { GroupIdList: ["g"], ResponseFilter: ["Name"] }],
  ];
  for (const [input, body] of bad)
    it(`answers 10004 to ${input}`, async () => {
      await rig.refused(10004, "get_group_info", body);
    });
});

describe("get_group_info with a limit on the size of answers", () => {
  const rig = new Rig({ maxAnswerBytes: 4096 });

  it("answers 10018 to the whole call if one group is too large, but not if a filter requests less", async () => {
    const app = rig.emulator.app();
    for (const id of ["large", "small"]) await rig.create("Public", { GroupId: id });
    for (let i = 0; i < 40; i += 1) app.join("large", `user${i}`);
    await rig.refused(10018, "get_group_info", { GroupIdList: ["large"] }, /over 4096 bytes/);
    await rig.refused(10018, "get_group_info", { GroupIdList: ["small", "large"] });
    await rig.read("small");
    assert.equal((await rig.read("large", { GroupBaseInfoFilter: ["MemberNum"] })).MemberNum, 40);
  });
});

describe("get_appid_group_list", () => {
  const rig = new Rig({ rateLimit: false });

  async function ids(body: unknown): Promise<string[]> {
    return (await rig.ok("get_appid_group_list", body)).GroupIdList.map((item: { GroupId: string }) => item.GroupId);
  }

  it("answers an empty list if there are no groups", async () => {
    assert.deepEqual(await rig.ok("get_appid_group_list", {}), {
      ActionStatus: "OK",
      ErrorInfo: "",
      ErrorCode: 0,
      TotalCount: 0,
      GroupIdList: [],
      Next: 0,
    });
  });

  it("pages in the order of creation, with cursors beyond 32 bits", async () => {
    for (const id of ["a", "b", "c", "d", "e"]) await rig.create("Public", { GroupId: id });
    const first = await rig.ok("get_appid_group_list", { Limit: 2, Next: 0 });
    assert.deepEqual([first.GroupIdList, first.TotalCount], [[{ GroupId: "a" }, { GroupId: "b" }], 5]);
    assert.ok(first.Next > 2 ** 32);
    await rig.ok("destroy_group", { GroupId: "b" });
    const second = await rig.ok("get_appid_group_list", { Limit: 2, Next: first.Next });
    assert.deepEqual([second.GroupIdList, second.TotalCount], [[{ GroupId: "c" }, { GroupId: "d" }], 4]);
    const third = await rig.ok("get_appid_group_list", { Limit: 2, Next: second.Next });
    assert.deepEqual([third.GroupIdList, third.Next], [[{ GroupId: "e" }], 0]);
  });

  it("answers Next 0 on a full last page", async () => {
    for (const id of ["a", "b"]) await rig.create("Public", { GroupId: id });
    assert.equal((await rig.ok("get_appid_group_list", { Limit: 2 })).Next, 0);
  });

  it("lists by type, by the older names", async () => {
    for (const type of ["Private", "Public", "ChatRoom", "AVChatRoom"]) await rig.create(type, { GroupId: type });
    for (const type of ["Private", "Public", "ChatRoom", "AVChatRoom"])
      assert.deepEqual(await ids({ GroupType: type }), [type]);
    assert.deepEqual(await ids({ GroupType: "BChatRoom" }), []);
    assert.equal((await ids({})).length, 4);
  });

  for (const [input, body] of [
    ["Limit 0", { Limit: 0 }],
    ["Limit over 10000", { Limit: 10_001 }],
    ["a Limit that is a string", { Limit: "10" }],
    ["a Next truncated to 32 bits", { Next: 7 }],
    ["a negative Next", { Next: -1 }],
    ["the type's newer name", { GroupType: "Work" }],
    ["the filter's old name", { Type: "Public" }],
  ] as const)
    it(`answers 10004 to ${input}`, async () => {
      await rig.refused(10004, "get_appid_group_list", body);
    });
});
