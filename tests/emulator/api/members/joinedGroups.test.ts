import assert from "node:assert/strict";
import { type Answer, Rig } from "../../support/rig";

const idsOf = (answer: Answer): readonly string[] =>
  answer.GroupIdList.map((group: { GroupId: string }) => group.GroupId);

describe("get_joined_group_list", () => {
  const rig = new Rig();
  const list = (more: Record<string, unknown> = {}) =>
    rig.ok("get_joined_group_list", { Member_Account: "alice", ...more });
  beforeEach(async () => {
    const app = rig.emulator.app();
    app.importAccounts("alice", "bob");
    await rig.create("Public", { GroupId: "public", Owner_Account: "alice", Name: "P" });
    await rig.create("Private", { GroupId: "private", Owner_Account: "alice" });
    await rig.create("AVChatRoom", { GroupId: "live", Owner_Account: "alice" });
    await rig.create("Community", { GroupId: "@TGS#_c", Owner_Account: "alice", SupportTopic: 1 });
    await rig.create("Community", { GroupId: "@TGS#_d", MemberList: [{ Member_Account: "alice" }] });
    await rig.create("Public", { GroupId: "other", Owner_Account: "bob" });
  });

  it("lists the groups of a user, without AVChatRooms and inactive Private groups", async () => {
    const answer = await list();
    assert.deepEqual([answer.TotalCount, idsOf(answer)], [3, ["public", "@TGS#_c", "@TGS#_d"]]);
    assert.deepEqual(answer.GroupIdList[0], { GroupId: "public" });
    rig.emulator.app().write("private");
    assert.equal((await list()).TotalCount, 4);
  });

  it("lists these as well if requested", async () => {
    assert.deepEqual(idsOf(await list({ WithHugeGroups: 1, WithNoActiveGroups: 1 })), [
      "public",
      "private",
      "live",
      "@TGS#_c",
      "@TGS#_d",
    ]);
    assert.deepEqual(idsOf(await list({ GroupType: "Private", WithNoActiveGroups: 1 })), ["private"]);
  });

  it("answers the requested fields", async () => {
    const answer = await list({
      GroupType: "Public",
      ResponseFilter: { GroupBaseInfoFilter: ["Type", "Name"], SelfInfoFilter: ["Role", "MsgFlag"] },
    });
    assert.deepEqual(answer.GroupIdList, [
      { GroupId: "public", Type: "Public", Name: "P", SelfInfo: { Role: "Owner", MsgFlag: "AcceptAndNotify" } },
    ]);
  });

  it("lists communities by topic support", async () => {
    assert.deepEqual((await list({ GroupType: "Community", SupportTopic: 1 })).GroupIdList, [
      {
        GroupId: "@TGS#_c",
        Type: "Community",
        SupportTopic: 1,
        GrossTopicNextMsgSeq: 1,
        SelfInfo: { GrossTopicReadSeq: 0 },
      },
    ]);
    assert.deepEqual(idsOf(await list({ GroupType: "Community", SupportTopic: 0 })), ["@TGS#_d"]);
  });

  it("pages", async () => {
    const page = await list({ Limit: 1, Offset: 1 });
    assert.deepEqual([page.TotalCount, idsOf(page)], [3, ["@TGS#_c"]]);
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["SupportTopic without GroupType", 10004, { SupportTopic: 1 }],
    ["a Limit over 5000", 10004, { Limit: 5001 }],
    ["a flag of 2", 10004, { WithHugeGroups: 2 }],
    ["the newer name of a type", 10004, { GroupType: "Work" }],
    ["an unknown field", 10004, { ResponseFilter: { SelfInfoFilter: ["Member_Account"] } }],
    ["an account that does not exist", 10019, { Member_Account: "nobody" }],
    ["an account that is a number", 60015, { Member_Account: 1 }],
    ["no account", 10004, { Member_Account: undefined }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "get_joined_group_list", { Member_Account: "alice", ...body });
    });
});
