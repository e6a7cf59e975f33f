import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const many = (count: number) => Array.from({ length: count }, (_, i) => `troll${i}`);

describe("the ban endpoints", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const ban = (Members_Account: readonly string[], Duration = 60) =>
    rig.ok("ban_group_member", { GroupId: "live", Members_Account, Duration, Description: "spam" });
  const list = (more: Record<string, unknown> = {}) =>
    rig.ok("get_group_ban_member", { GroupId: "live", Offset: 0, ...more });
  const now = () => Math.floor(rig.clock.now() / 1000);
  beforeEach(async () => {
    await rig.create("AVChatRoom", { GroupId: "live" });
  });

  it("ban and unban users, and list the end of each ban", async () => {
    await ban(["troll", "other"]);
    const answer = await list();
    assert.deepEqual(answer.BannedAccountList, [
      { Member_Account: "troll", BannedUntil: now() + 60 },
      { Member_Account: "other", BannedUntil: now() + 60 },
    ]);
    assert.equal(answer.NextOffset, 0);
    await rig.ok("unban_group_member", { GroupId: "live", Members_Account: ["troll", "nobody"] });
    assert.deepEqual(app().banned("live"), { other: now() + 60 });
    rig.clock.advance(60_000);
    assert.deepEqual((await list()).BannedAccountList, []);
  });

  it("see changes made without the API", async () => {
    app().ban("live", "troll", 5);
    assert.equal((await list()).BannedAccountList[0].BannedUntil, now() + 5);
    assert.throws(() => app().enter("live", "guest", "troll"), /troll is banned from live/);
    assert.ok(!app().online("live").includes("guest"));
    app().unban("live", "troll");
    assert.deepEqual((await list()).BannedAccountList, []);
    await rig.create("Public", { GroupId: "g" });
    assert.throws(() => app().ban("g", "troll"), /g is not an AVChatRoom/);
  });

  it("page the list by NextOffset, at most 100 per page", async () => {
    for (let i = 0; i < 12; i += 1) await ban(many(240).slice(i * 20, i * 20 + 20));
    const first = await list();
    assert.deepEqual([first.BannedAccountList.length, first.NextOffset], [100, 100]);
    const last = await list({ Offset: 200 });
    assert.deepEqual([last.BannedAccountList.length, last.NextOffset], [40, 0]);
    assert.equal((await list({ Offset: 10, Limit: 5 })).NextOffset, 15);
  });

  const all: readonly [string, Record<string, unknown>][] = [
    ["ban_group_member", { Members_Account: ["troll"], Duration: 60 }],
    ["unban_group_member", { Members_Account: ["troll"] }],
    ["get_group_ban_member", { Offset: 0 }],
  ];
  for (const [command, body] of all)
    it(`answer 10007 for other types of groups, and 10010, 10015 and 10004 for an invalid GroupId in ${command}`, async () => {
      for (const type of ["Private", "Public", "ChatRoom", "Community"])
        await rig.refused(10007, command, { ...body, GroupId: await rig.create(type) });
      await rig.refused(10010, command, { ...body, GroupId: "gone" });
      await rig.refused(10015, command, { ...body, GroupId: "" });
      await rig.refused(10004, command, body);
    });

  const bad: readonly [string, number, string, Record<string, unknown>][] = [
    ["21 accounts", 10005, "ban_group_member", { Members_Account: many(21), Duration: 60 }],
    ["21 accounts", 10005, "unban_group_member", { Members_Account: many(21) }],
    ["an empty list", 10004, "ban_group_member", { Members_Account: [], Duration: 60 }],
    ["an account that is a number", 60015, "ban_group_member", { Members_Account: [1], Duration: 60 }],
    ["no Duration", 10004, "ban_group_member", { Members_Account: many(1) }],
    ["a Duration of 0", 10004, "ban_group_member", { Members_Account: many(1), Duration: 0 }],
    ["a Duration over 32 bits", 10004, "ban_group_member", { Members_Account: many(1), Duration: 4294967296 }],
    [
      "a Description of 1001 bytes",
      10004,
      "ban_group_member",
      { Members_Account: many(1), Duration: 60, Description: `${"ü".repeat(500)}x` },
    ],
    ["no Offset", 10004, "get_group_ban_member", {}],
    ["a Limit of 101", 10004, "get_group_ban_member", { Offset: 0, Limit: 101 }],
  ];
  for (const [input, code, command, body] of bad)
    it(`answer ${code} to ${input} in ${command}`, async () => {
      await rig.refused(code, command, { GroupId: "live", ...body });
    });
});

describe("the ban endpoints of an app without bans", () => {
  const rig = new Rig({ bans: false });

  it("answer 10007", async () => {
    const GroupId = await rig.create("AVChatRoom");
    await rig.refused(10007, "ban_group_member", { GroupId, Members_Account: ["troll"], Duration: 60 }, /plan/);
    await rig.refused(10007, "unban_group_member", { GroupId, Members_Account: ["troll"] });
    await rig.refused(10007, "get_group_ban_member", { GroupId, Offset: 0 });
  });
});
