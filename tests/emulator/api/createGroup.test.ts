import assert from "node:assert/strict";
import { Rig } from "../support/rig";

const TYPES = ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"] as const;
/** Thirty bytes of UTF-8: seven emoji of four and two letters. */
const THIRTY_BYTES = `${"😀".repeat(7)}ab`;

function declares(...customFieldKeys: string[]) {
  return [{ sdkAppId: 1400000000, secretKey: "k", admins: ["administrator"], customFieldKeys }];
}

/** The maximum number that an app can declare. */
const KEYS = ["Team", "Tier", ...Array.from({ length: 8 }, (_, i) => `k${i}`)];
const pairs = (...keys: readonly string[]) => keys.map((Key) => ({ Key, Value: "v" }));

describe("create_group", () => {
  const rig = new Rig({ apps: declares(...KEYS), nextId: () => "2J4SZEAEL" });
  beforeEach(() => rig.emulator.app().importAccounts("alice", "bob", "carol"));

  const defaults: Readonly<Record<string, readonly unknown[]>> = {
    Private: ["Private", "DisableApply", "FreeAccess", 6000],
    Work: ["Private", "DisableApply", "FreeAccess", 6000],
    Public: ["Public", "NeedPermission", "DisableInvite", 6000],
    ChatRoom: ["ChatRoom", "FreeAccess", "DisableInvite", 6000],
    Meeting: ["ChatRoom", "FreeAccess", "DisableInvite", 6000],
    AVChatRoom: ["AVChatRoom", "FreeAccess", "DisableInvite", 0],
    Community: ["Community", "FreeAccess", "DisableInvite", 100_000],
  };
  for (const [type, expected] of Object.entries(defaults))
    it(`creates a ${type} group with the type's defaults`, async () => {
      const info = await rig.read(await rig.create(type));
      assert.deepEqual([info.Type, info.ApplyJoinOption, info.InviteJoinOption, info.MaxMemberNum], expected);
      assert.deepEqual([info.Name, info.Introduction, info.Notification, info.FaceUrl], ["a group", "", "", ""]);
      assert.deepEqual([info.Owner_Account, info.MuteAllMember, info.CreateTime], ["", "Off", 1_700_000_000]);
    });

  it("generates ids like the service", async () => {
    assert.equal(await rig.create("Public"), "@TGS#22J4SZEAEL");
    assert.equal(await rig.create("AVChatRoom"), "@TGS#a2J4SZEAEL");
    assert.equal(await rig.create("Community"), "@TGS#_@TGS#c2J4SZEAEL");
  });

  it("answers Type and HugeGroupFlag for a community, and only the id for the others", async () => {
    const community = await rig.ok("create_group", {
      Type: "Community",
      Name: "c",
      SupportTopic: 1,
      EnablePermission: 1,
      DefaultPermission: 7,
    });
    assert.deepEqual([community.Type, community.HugeGroupFlag], ["Community", 0]);
    const info = await rig.read(community.GroupId);
    assert.deepEqual([info.SupportTopic, info.EnablePermission, info.DefaultPermission], [1, 1, 7]);
    assert.deepEqual(Object.keys(await rig.ok("create_group", { Type: "Public", Name: "p" })), [
      "ActionStatus",
      "ErrorInfo",
      "ErrorCode",
      "GroupId",
    ]);
  });

  it("stores every given field", async () => {
    const given = {
      Name: THIRTY_BYTES,
      Introduction: "i".repeat(240),
      Notification: "ü".repeat(150),
      FaceUrl: "f".repeat(100),
      MaxMemberCount: 200,
      ApplyJoinOption: "DisableApply",
      InviteJoinOption: "NeedPermission",
    };
    const id = await rig.create("Public", {
      ...given,
      GroupId: "x".repeat(48),
      Owner_Account: "alice",
      AppDefinedData: [
        { Key: "Team", Value: "sre" },
        { Key: "Tier", Value: "" },
      ],
      MemberList: [{ Member_Account: "bob", Role: "Admin" }, { Member_Account: "carol" }, { Member_Account: "alice" }],
    });
    const info = await rig.read(id);
    const { MaxMemberCount, ...same } = given;
    for (const [field, value] of Object.entries({ ...same, MaxMemberNum: MaxMemberCount }))
      assert.equal(info[field], value, field);
    assert.deepEqual(info.AppDefinedData, [{ Key: "Team", Value: "sre" }]);
    const roles = info.MemberList.map((member: Record<string, string>) => [member.Member_Account, member.Role]);
    assert.deepEqual(roles, [
      ["alice", "Owner"],
      ["bob", "Admin"],
      ["carol", "Member"],
    ]);
    assert.equal(info.MemberNum, 3);
  });

  it("accepts 10 custom fields", async () => {
    const info = await rig.read(await rig.create("Public", { AppDefinedData: pairs(...KEYS) }));
    assert.deepEqual(info.AppDefinedData, pairs(...KEYS));
  });

  it("records the owner of an AVChatRoom and stores no member", async () => {
    const info = await rig.read(await rig.create("AVChatRoom", { Owner_Account: "alice", MaxMemberCount: 10 }));
    assert.deepEqual(
      [info.Owner_Account, info.MemberNum, info.MaxMemberNum, "MemberList" in info],
      ["alice", 0, 0, false],
    );
  });

  const members = (count: number) => Array.from({ length: count }, (_, i) => ({ Member_Account: `m${i}` }));
  const bad: readonly [string, number, Record<string, unknown>, RegExp?][] = [
    ["no Type", 10004, { Type: undefined }, /Type is missing/],
    ["an unknown Type", 10004, { Type: "BChatRoom" }],
    ["a Type in lower case", 10004, { Type: "public" }],
    ["a Type named like a property of objects", 10004, { Type: "constructor" }],
    ["a Type that is a number", 10004, { Type: 1 }],
    ["no Name", 10004, { Name: undefined }, /Name is missing/],
    ["an empty Name", 10004, { Name: "" }],
    ["a Name of null", 10004, { Name: null }],
    [
      "a Name of 31 bytes in 10 characters",
      10004,
      { Name: `${"😀".repeat(7)}abc` },
      /Name is too long: 31 bytes of UTF-8, at most 30/,
    ],
    ["an Introduction of 241 bytes", 10004, { Introduction: "i".repeat(241) }],
    ["a Notification of 302 bytes in 151 characters", 10004, { Notification: "ü".repeat(151) }],
    ["a FaceUrl of 101 bytes", 10004, { FaceUrl: "f".repeat(101) }],
    ["a FaceUrl that is a number", 10004, { FaceUrl: 1 }],
    ["an Owner_Account that is a number", 60015, { Owner_Account: 1 }, /^body account invalid$/],
    ["an empty Owner_Account", 10004, { Owner_Account: "" }],
    ["an Owner_Account of 33 bytes", 10004, { Owner_Account: "o".repeat(33) }],
    ["an Owner_Account that is not imported", 10019, { Owner_Account: "nobody" }],
    ["a member that is not imported", 10019, { MemberList: [{ Member_Account: "nobody" }] }],
    ["a member that is a number", 60015, { MemberList: [{ Member_Account: 7 }] }],
    ["a member that is a string", 10004, { MemberList: ["alice"] }],
    [
      "a member with an unknown field",
      10004,
      { MemberList: [{ Member_Account: "alice", JoinTime: 1 }] },
      /MemberList\[0\]\.JoinTime/,
    ],
    ["a member of Role Owner", 10004, { MemberList: [{ Member_Account: "alice", Role: "Owner" }] }],
    ["101 members", 10005, { MemberList: members(101) }],
    [
      "more members than MaxMemberCount",
      10038,
      { MaxMemberCount: 1, Owner_Account: "alice", MemberList: [{ Member_Account: "bob" }] },
    ],
    ["a MaxMemberCount over the plan's", 10004, { MaxMemberCount: 6001 }],
    ["a MaxMemberCount of 0", 10004, { MaxMemberCount: 0 }],
    ["a MaxMemberCount that is a string", 10004, { MaxMemberCount: "200" }],
    ["a MaxMemberCount with a fraction", 10004, { MaxMemberCount: 1.5 }],
    ["MaxMemberNum, its name elsewhere", 10004, { MaxMemberNum: 200 }, /unknown field MaxMemberNum/],
    ["MuteAllMember, which create_group does not have", 10004, { MuteAllMember: "On" }, /unknown field MuteAllMember/],
    ["an unknown ApplyJoinOption", 10004, { ApplyJoinOption: "DisableInvite" }],
    ["an unknown InviteJoinOption", 10004, { InviteJoinOption: "DisableApply" }],
    [
      "only undeclared custom fields",
      10004,
      { AppDefinedData: pairs("Other", "More") },
      /^all defined key is invalid$/,
    ],
    [
      "an undeclared custom field and a declared one",
      10004,
      { AppDefinedData: pairs("Team", "Other") },
      /Other is not/,
    ],
    ["11 custom fields", 10004, { AppDefinedData: pairs(...KEYS, "k11") }, /11 entries, at most 10/],
    [
      "a custom field twice",
      10004,
      {
        AppDefinedData: [
          { Key: "Team", Value: "a" },
          { Key: "Team", Value: "b" },
        ],
      },
    ],
    ["a custom field of 513 bytes", 10004, { AppDefinedData: [{ Key: "Team", Value: "v".repeat(513) }] }],
    ["a custom field that is a number", 10004, { AppDefinedData: [{ Key: "Team", Value: 1 }] }],
    ["custom fields as an object", 10004, { AppDefinedData: { Team: "a" } }],
    ["a custom field with key in lower case", 10004, { AppDefinedData: [{ key: "Team", Value: "a" }] }],
    ["SupportTopic on a Public group", 10004, { SupportTopic: 0 }],
    ["SupportTopic that is a boolean", 10004, { SupportTopic: true }],
    ["EnablePermission on a Public group", 10004, { EnablePermission: 1 }],
    ["an empty GroupId", 10004, { GroupId: "" }],
    ["a GroupId of 49 bytes", 10004, { GroupId: "x".repeat(49) }],
    ["a GroupId with an umlaut", 10004, { GroupId: "grün" }],
    ["a GroupId with a line break", 10004, { GroupId: "a\nb" }],
    ["a GroupId with a trailing line break", 10004, { GroupId: "a\n" }],
    ["a GroupId that is a number", 10004, { GroupId: 5 }],
    ["a GroupId with the reserved prefix", 10004, { GroupId: "@TGS#mine" }],
    ["a GroupId with the communities' prefix", 10004, { GroupId: "@TGS#_mine" }],
  ];
  for (const [input, code, change, errorInfo] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "create_group", { Type: "Public", Name: "a", ...change }, errorInfo);
    });

  const perType: readonly [string, string, number, Record<string, unknown>][] = [
    ["ApplyJoinOption", "AVChatRoom", 10004, { ApplyJoinOption: "FreeAccess" }],
    ["ApplyJoinOption", "Community", 10004, { ApplyJoinOption: "FreeAccess" }],
    ["InviteJoinOption", "AVChatRoom", 10004, { InviteJoinOption: "FreeAccess" }],
    ["InviteJoinOption", "Community", 10004, { InviteJoinOption: "FreeAccess" }],
    ["MemberList", "AVChatRoom", 10007, { MemberList: [{ Member_Account: "alice" }] }],
    ["an admin", "Private", 10004, { MemberList: [{ Member_Account: "alice", Role: "Admin" }] }],
    ["an admin", "Work", 10004, { MemberList: [{ Member_Account: "alice", Role: "Admin" }] }],
    ["an id without @TGS#_", "Community", 10004, { GroupId: "mine" }],
    ["an id of @TGS#_ alone", "Community", 10004, { GroupId: "@TGS#_" }],
    ["EnablePermission without SupportTopic", "Community", 10004, { EnablePermission: 1 }],
    ["DefaultPermission without EnablePermission", "Community", 10004, { SupportTopic: 1, DefaultPermission: 1 }],
    ["a MaxMemberCount over 100 000", "Community", 10004, { MaxMemberCount: 100_001 }],
  ];
  for (const [input, type, code, change] of perType)
    it(`answers ${code} to ${input} on a ${type}`, async () => {
      await rig.refused(code, "create_group", { Type: type, Name: "a", ...change });
    });

  it("accepts a custom id for every type", async () => {
    for (const type of TYPES) {
      const groupId = type === "Community" ? "@TGS#_ own ~" : ` ${type} ~`;
      assert.equal(await rig.create(type, { GroupId: groupId }), groupId);
    }
  });

  it("answers 10021 to an id in use, for any type, and changes nothing", async () => {
    await rig.create("Public", { GroupId: "taken", Owner_Account: "alice" });
    await rig.refused(
      10021,
      "create_group",
      { Type: "Public", GroupId: "taken", Name: "b" },
      /^group id has be used!$/,
    );
    await rig.refused(10021, "create_group", { Type: "ChatRoom", GroupId: "taken", Name: "b", Owner_Account: "bob" });
  });

  it("answers 10025 to an id whose group is owned by the caller or by the requested owner", async () => {
    await rig.create("Public", { GroupId: "of-alice", Owner_Account: "alice" });
    await rig.create("Public", { GroupId: "of-admin", Owner_Account: "administrator" });
    await rig.refused(
      10025,
      "create_group",
      { Type: "Public", GroupId: "of-alice", Name: "b", Owner_Account: "alice" },
      /youself/,
    );
    await rig.refused(10025, "create_group", { Type: "Public", GroupId: "of-admin", Name: "b" });
  });

  it("answers 10021, not 10025, to the id of a group without an owner", async () => {
    await rig.create("Public", { GroupId: "of-nobody" });
    await rig.refused(10021, "create_group", { Type: "Public", GroupId: "of-nobody", Name: "b" });
  });

  it("can reuse the id of a disbanded group immediately, without any of its data", async () => {
    await rig.create("Public", { GroupId: "again", Introduction: "old", Owner_Account: "alice" });
    await rig.ok("set_group_attr", { GroupId: "again", GroupAttr: [{ key: "k", value: "v" }] });
    await rig.ok("destroy_group", { GroupId: "again" });
    await rig.create("ChatRoom", { GroupId: "again" });
    const info = await rig.read("again");
    assert.deepEqual([info.Type, info.Introduction, info.Owner_Account], ["ChatRoom", "", ""]);
    assert.deepEqual(rig.emulator.app().attributes("again"), {});
  });
});

describe("create_group with the limits of a plan", () => {
  const rig = new Rig({
    maxGroups: 3,
    maxAVChatRooms: 1,
    maxGroupsPerUser: 2,
    maxMembers: 20,
    communities: false,
    reuseDelayMs: 5000,
    textLimits: { name: 100 },
  });
  beforeEach(() => rig.emulator.app().importAccounts("alice", "bob"));

  it("answers 10058 over the plan's number of groups, until one is disbanded", async () => {
    for (const id of ["a", "b", "c"]) await rig.create("Public", { GroupId: id });
    await rig.refused(10058, "create_group", { Type: "Public", GroupId: "d", Name: "d" });
    await rig.ok("destroy_group", { GroupId: "a" });
    await rig.create("Public", { GroupId: "d" });
  });

  it("answers 10036 over the plan's number of AVChatRooms", async () => {
    await rig.create("AVChatRoom");
    await rig.refused(10036, "create_group", { Type: "AVChatRoom", Name: "second" });
    await rig.create("Public");
  });

  it("answers 10037 when the owner is in too many groups", async () => {
    await rig.create("Public", { Owner_Account: "alice" });
    await rig.create("Public", { Owner_Account: "bob", MemberList: [{ Member_Account: "alice" }] });
    await rig.refused(10037, "create_group", { Type: "Public", Name: "third", Owner_Account: "alice" });
  });

  it("answers 11000 to a community if communities are disabled", async () => {
    await rig.refused(11000, "create_group", { Type: "Community", Name: "c" });
  });

  it("uses the plan's member limit as the default", async () => {
    assert.equal((await rig.read(await rig.create("Public"))).MaxMemberNum, 20);
    await rig.refused(10004, "create_group", { Type: "Public", Name: "a", MaxMemberCount: 21 });
  });

  it("enforces configured text limits", async () => {
    await rig.create("Public", { Name: "n".repeat(100) });
    await rig.refused(10004, "create_group", { Type: "Public", Name: "n".repeat(101) });
  });

  it("answers 10021 to the id of a disbanded group within the delay, while get_group_info answers 10010", async () => {
    await rig.create("Public", { GroupId: "cooling", Owner_Account: "alice" });
    await rig.ok("destroy_group", { GroupId: "cooling" });
    await rig.refused(10021, "create_group", { Type: "Public", GroupId: "cooling", Name: "a", Owner_Account: "alice" });
    assert.equal((await rig.read("cooling")).ErrorCode, 10010);
    rig.clock.advance(4999);
    await rig.refused(10021, "create_group", { Type: "Public", GroupId: "cooling", Name: "a" });
    rig.clock.advance(1);
    await rig.create("Public", { GroupId: "cooling" });
  });
});
