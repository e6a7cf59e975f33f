import assert from "node:assert/strict";
import { Rig } from "../support/rig";

describe("import_group", () => {
  const rig = new Rig({
    apps: [{ sdkAppId: 1, secretKey: "key", admins: ["administrator"], customFieldKeys: ["Team"] }],
    maxGroups: 3,
    maxGroupsPerUser: 2,
  });
  const app = () => rig.emulator.app();
  const now = () => Math.floor(rig.clock.now() / 1000);
  const valid = { Type: "Public", Name: "old", GroupId: "g" };
  beforeEach(() => app().importAccounts("alice"));

  it("creates a group with its old time, its owner and all profile fields", async () => {
    const body = {
      ...valid,
      Owner_Account: "alice",
      Introduction: "i",
      Notification: "n",
      FaceUrl: "f",
      MaxMemberCount: 6000,
      ApplyJoinOption: "FreeAccess",
      AppDefinedData: [{ Key: "Team", Value: "sre" }],
      CreateTime: now() - 1000,
    };
    const answer = await rig.ok("import_group", body);
    assert.deepEqual([answer.GroupId, answer.Type], ["g", undefined]);
    const { CreateTime, MaxMemberNum, AppDefinedData, MemberList, NextMsgSeq } = await rig.read("g");
    assert.deepEqual([CreateTime, MaxMemberNum, NextMsgSeq], [now() - 1000, 6000, 1]);
    assert.deepEqual(AppDefinedData, [{ Key: "Team", Value: "sre" }]);
    assert.deepEqual([MemberList.length, MemberList[0].Role, MemberList[0].JoinTime], [1, "Owner", now() - 1000]);
    assert.deepEqual(
      rig.emulator.journal.entries({ groupId: "g", effect: true }).map(({ api }) => api),
      ["import_group"],
    );
  });

  it("creates a group now, for 2000 members, without owner and with a generated id by default", async () => {
    const { GroupId } = await rig.ok("import_group", { Type: "Meeting", Name: "a" });
    const { Type, CreateTime, MaxMemberNum, Owner_Account, InviteJoinOption } = await rig.read(String(GroupId));
    assert.deepEqual([Type, CreateTime, MaxMemberNum, Owner_Account], ["ChatRoom", now(), 2000, ""]);
    assert.equal(InviteJoinOption, "DisableInvite");
    const community = await rig.ok("import_group", { Type: "Community", Name: "a", SupportTopic: 1 });
    const { MaxMemberNum: max, SupportTopic } = await rig.read(String(community.GroupId));
    assert.deepEqual([max, SupportTopic], [100_000, 1]);
  });

  it("answers 10021 to an id in use, even to its owner", async () => {
    await rig.ok("import_group", { ...valid, Owner_Account: "alice" });
    await rig.refused(10021, "import_group", { ...valid, Owner_Account: "alice" });
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["an AVChatRoom", 10007, { Type: "AVChatRoom" }],
    ["an unknown Type", 10004, { Type: "Group" }],
    ["no Name", 10004, { Name: undefined }],
    ["a Name of 31 bytes", 10004, { Name: "n".repeat(31) }],
    ["members", 10004, { MemberList: [] }],
    ["InviteJoinOption", 10004, { InviteJoinOption: "FreeAccess" }],
    ["6001 members", 10004, { MaxMemberCount: 6001 }],
    ["a CreateTime in the future", 10004, { CreateTime: 4294967295 }],
    ["SupportTopic in a Public group", 10004, { SupportTopic: 1 }],
    ["an undeclared custom field", 10004, { AppDefinedData: [{ Key: "Other", Value: "v" }] }],
    ["a reserved id", 10004, { GroupId: "@TGS#mine" }],
    ["an id that is too long", 10004, { GroupId: "g".repeat(49) }],
    ["an owner without an account", 10019, { Owner_Account: "nobody" }],
    ["an owner that is a number", 60015, { Owner_Account: 1 }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "import_group", { ...valid, ...body });
    });

  it("is subject to the quotas of groups", async () => {
    for (const GroupId of ["a", "b"]) await rig.ok("import_group", { ...valid, GroupId, Owner_Account: "alice" });
    await rig.refused(10037, "import_group", { ...valid, Owner_Account: "alice" });
    await rig.ok("import_group", valid);
    await rig.refused(10058, "import_group", { ...valid, GroupId: "d" });
  });
});

describe("the daily quota of net new groups", () => {
  const rig = new Rig({ maxNewGroupsPerDay: 2 });
  const create = { Type: "Public", Name: "a", GroupId: "more" };

  it("answers 10006 until a group is disbanded or the next day begins", async () => {
    await rig.create("Public", { GroupId: "one" });
    await rig.create("Public", { GroupId: "two" });
    await rig.refused(10006, "create_group", create);
    await rig.refused(10006, "import_group", create);
    await rig.ok("destroy_group", { GroupId: "one" });
    await rig.create("Public", { GroupId: "three" });
    await rig.refused(10006, "create_group", create);
    rig.clock.advance(86_400_000);
    await rig.create("Public", { GroupId: "four" });
  });
});
