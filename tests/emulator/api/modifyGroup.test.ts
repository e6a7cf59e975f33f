import assert from "node:assert/strict";
import { Rig } from "../support/rig";

const APP = { sdkAppId: 1400000000, secretKey: "k", admins: ["administrator"], customFieldKeys: ["Team", "Tier"] };

describe("modify_group_base_info", () => {
  const rig = new Rig({ apps: [APP] });
  beforeEach(async () => {
    rig.emulator.app().importAccounts("alice", "bob");
    await rig.create("Public", {
      GroupId: "g",
      Owner_Account: "alice",
      Introduction: "old",
      AppDefinedData: [{ Key: "Team", Value: "sre" }],
    });
  });
  const modify = (change: Readonly<Record<string, unknown>>) =>
    rig.ok("modify_group_base_info", { GroupId: "g", ...change });

  it("changes only the given fields", async () => {
    const { InfoSeq, LastInfoTime, ...before } = await rig.read("g");
    rig.clock.advance(2000);
    assert.deepEqual(await modify({ Name: "new" }), { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 });
    assert.deepEqual(await rig.read("g"), {
      ...before,
      Name: "new",
      InfoSeq: InfoSeq + 1,
      LastInfoTime: LastInfoTime + 2,
    });
  });

  it("changes every field", async () => {
    const change = {
      Name: "😀".repeat(7),
      Introduction: "i".repeat(240),
      Notification: "n".repeat(300),
      FaceUrl: "f".repeat(100),
      MaxMemberNum: 300,
      ApplyJoinOption: "FreeAccess",
      InviteJoinOption: "FreeAccess",
      MuteAllMember: "On",
    };
    await modify({ ...change, HistoryMsgBeforeJoin: "On", From_Account: "bob" });
    const info = await rig.read("g");
    for (const [field, value] of Object.entries(change)) assert.equal(info[field], value, field);
    assert.equal(rig.emulator.app().group("g")?.historyMsgBeforeJoin, "On");
  });

  it("clears the three texts that may be empty", async () => {
    await modify({ Introduction: "", Notification: "", FaceUrl: "" });
    assert.equal((await rig.read("g")).Introduction, "");
  });

  it("sets custom fields by key and deletes one by an empty value", async () => {
    await modify({ AppDefinedData: [{ Key: "Tier", Value: "\u0000binary" }] });
    assert.deepEqual((await rig.read("g")).AppDefinedData, [
      { Key: "Team", Value: "sre" },
      { Key: "Tier", Value: "\u0000binary" },
    ]);
    await modify({ AppDefinedData: [{ Key: "Team", Value: "" }] });
    assert.deepEqual((await rig.read("g")).AppDefinedData, [{ Key: "Tier", Value: "\u0000binary" }]);
  });

  it("accepts MaxMemberNum on an AVChatRoom without effect", async () => {
    const id = await rig.create("AVChatRoom");
    await rig.ok("modify_group_base_info", { GroupId: id, MaxMemberNum: 10 });
    assert.equal((await rig.read(id)).MaxMemberNum, 0);
  });

  it("does not change InfoSeq if no field is given", async () => {
    await modify({});
    assert.equal((await rig.read("g")).InfoSeq, 1);
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["no GroupId", 10004, { GroupId: undefined }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an empty Name", 10004, { Name: "" }],
    ["a Name of 31 bytes", 10004, { Name: `${"ü".repeat(15)}x` }],
    ["an Introduction over its limit", 10004, { Introduction: "i".repeat(241) }],
    ["a Notification over its limit", 10004, { Notification: "n".repeat(301) }],
    ["a FaceUrl over its limit", 10004, { FaceUrl: "f".repeat(101) }],
    ["MaxMemberCount, its name in create_group", 10004, { MaxMemberCount: 5 }],
    ["a MaxMemberNum over the plan's", 10004, { MaxMemberNum: 6001 }],
    ["MuteAllMember as a boolean", 10004, { MuteAllMember: true }],
    ["MuteAllMember in lower case", 10004, { MuteAllMember: "on" }],
    ["Type", 10004, { Type: "ChatRoom" }],
    ["Owner_Account", 10004, { Owner_Account: "bob" }],
    ["SupportTopic", 10004, { SupportTopic: 1 }],
    ["an undeclared custom field", 10004, { AppDefinedData: [{ Key: "Other", Value: "v" }] }],
    ["11 custom fields", 10004, { AppDefinedData: Array.from({ length: 11 }, () => ({ Key: "Team", Value: "v" })) }],
    ["a From_Account that does not exist", 10004, { From_Account: "nobody" }],
    ["a From_Account that is a number", 60015, { From_Account: 1 }],
    ["EnablePermission on a group without topics", 10004, { EnablePermission: 1 }],
  ];
  for (const [input, code, change] of bad)
    it(`answers ${code} to ${input}, and changes nothing`, async () => {
      await rig.refused(code, "modify_group_base_info", { GroupId: "g", Introduction: "new", ...change });
    });

  it("answers 10004 to a MaxMemberNum below the number of members", async () => {
    rig.emulator.app().join("g", "bob");
    await rig.refused(10004, "modify_group_base_info", { GroupId: "g", MaxMemberNum: 1 });
  });

  for (const [field, value, types] of [
    ["ApplyJoinOption", "FreeAccess", ["AVChatRoom", "Community"]],
    ["InviteJoinOption", "FreeAccess", ["AVChatRoom", "Community"]],
    ["HistoryMsgBeforeJoin", "On", ["AVChatRoom", "Community"]],
  ] as const)
    for (const type of types)
      it(`answers 10004 to ${field} on a ${type}`, async () => {
        const id = await rig.create(type);
        await rig.refused(10004, "modify_group_base_info", { GroupId: id, [field]: value });
      });
});

describe("change_group_owner", () => {
  const rig = new Rig();
  beforeEach(async () => {
    rig.emulator.app().importAccounts("alice", "bob", "carol");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice", MemberList: [{ Member_Account: "bob" }] });
  });

  it("transfers the group to a member and keeps the old owner as a member", async () => {
    await rig.ok("change_group_owner", { GroupId: "g", NewOwner_Account: "bob", From_Account: "administrator" });
    const group = rig.emulator.app().group("g");
    assert.equal(group?.ownerAccount, "bob");
    assert.deepEqual(
      group?.members.map((member) => [member.account, member.role]),
      [
        ["alice", "Member"],
        ["bob", "Owner"],
      ],
    );
  });

  it("sets the owner of a group without an owner", async () => {
    await rig.create("Private", { GroupId: "free", MemberList: [{ Member_Account: "carol" }] });
    await rig.ok("change_group_owner", { GroupId: "free", NewOwner_Account: "carol" });
    assert.equal((await rig.read("free")).Owner_Account, "carol");
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["an account that is not a member", 10004, { NewOwner_Account: "carol" }],
    ["an account that does not exist", 10019, { NewOwner_Account: "nobody" }],
    ["the current owner", 10004, { NewOwner_Account: "alice" }],
    ["an account that is a number", 60015, { NewOwner_Account: 1 }],
    ["no account", 10004, {}],
    ["a From_Account that does not exist", 10019, { NewOwner_Account: "bob", From_Account: "nobody" }],
    ["a group that does not exist", 10010, { GroupId: "gone", NewOwner_Account: "bob" }],
    ["an invalid GroupId", 10015, { GroupId: "ü", NewOwner_Account: "bob" }],
    ["Owner_Account instead of NewOwner_Account", 10004, { Owner_Account: "bob" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "change_group_owner", { GroupId: "g", ...body });
    });

  it("answers 10007 for an AVChatRoom", async () => {
    const id = await rig.create("AVChatRoom", { Owner_Account: "alice" });
    await rig.refused(10007, "change_group_owner", { GroupId: id, NewOwner_Account: "bob" });
  });
});
