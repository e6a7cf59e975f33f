import assert from "node:assert/strict";
import { type Answer, Rig } from "../../support/rig";

const accountsOf = (answer: Answer): readonly string[] =>
  answer.MemberList.map((member: { Member_Account: string }) => member.Member_Account);
const users = (count: number) => Array.from({ length: count }, (_, i) => `user${i}`);

describe("the AVChatRoom endpoints", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const list = (Timestamp = 0, more: Record<string, unknown> = {}) =>
    rig.ok("get_members", { GroupId: "live", Timestamp, ...more });
  const count = async () => (await rig.ok("get_online_member_num", { GroupId: "live" })).OnlineMemberNum;
  beforeEach(async () => {
    await rig.create("AVChatRoom", { GroupId: "live" });
  });

  it("count the online members", async () => {
    assert.equal(await count(), 0);
    app().enter("live", "alice", "bob", "bob");
    assert.equal(await count(), 2);
    app().exit("live", "alice");
    assert.deepEqual([await count(), app().online("live")], [1, ["bob"]]);
    assert.throws(() => app().exit("live", "alice"), /alice is not in live/);
  });

  it("list the online members, latest first, with nick and face", async () => {
    await rig.ok("account_import", { UserID: "alice", Nick: "Alice", FaceUrl: "f" });
    app().enter("live", "alice");
    rig.clock.advance(5000);
    app().enter("live", "bob");
    const answer = await list();
    const now = Math.floor(rig.clock.now() / 1000);
    assert.deepEqual(answer.MemberList, [
      { Member_Account: "bob", JoinTime: now, NickName: "", Avatar: "" },
      { Member_Account: "alice", JoinTime: now - 5, NickName: "Alice", Avatar: "f" },
    ]);
    assert.equal(answer.NextTimestamp, 0);
  });

  it("page the list by 500, even if members leave between pages", async () => {
    app().enter("live", ...users(900));
    const first = await list();
    assert.deepEqual([accountsOf(first)[0], accountsOf(first).at(-1)], ["user899", "user400"]);
    app().exit("live", "user400");
    const second = await list(Number(first.NextTimestamp));
    assert.deepEqual([accountsOf(second)[0], accountsOf(second).length, second.NextTimestamp], ["user399", 400, 0]);
  });

  it("list the latest 1000 only", async () => {
    app().enter("live", ...users(1001));
    const second = await list(Number((await list()).NextTimestamp));
    assert.deepEqual([accountsOf(second).at(-1), second.NextTimestamp], ["user1", 0]);
  });

  it("list no members for a mark", async () => {
    app().enter("live", "alice");
    assert.deepEqual((await list(0, { Mark: 1000 })).MemberList, []);
  });

  it("remove banned users, and do not let them enter", async () => {
    app().enter("live", "troll", "other");
    await rig.ok("ban_group_member", { GroupId: "live", Members_Account: ["troll"], Duration: 60 });
    assert.deepEqual(app().online("live"), ["other"]);
    assert.throws(() => app().enter("live", "troll"), /troll is banned from live/);
    rig.clock.advance(60_000);
    app().enter("live", "troll");
    app().ban("live", "troll");
    app().removeAccount("other");
    assert.equal(await count(), 0);
  });

  it("let users enter no other type of group", async () => {
    await rig.create("Public", { GroupId: "g" });
    assert.throws(() => app().enter("g", "alice"), /g is not an AVChatRoom/);
  });

  it("list the rooms of a user if requested", async () => {
    app().enter("live", "alice");
    const joined = await rig.ok("get_joined_group_list", { Member_Account: "alice", WithHugeGroups: 1 });
    assert.deepEqual(joined.GroupIdList, [{ GroupId: "live" }]);
  });

  const all: readonly [string, Record<string, unknown>][] = [
    ["get_online_member_num", {}],
    ["get_members", { Timestamp: 0 }],
  ];
  for (const [command, body] of all)
    it(`answer 10007 for other types of groups, and 10010, 10015 and 10004 for an invalid GroupId in ${command}`, async () => {
      for (const type of ["Private", "Public", "ChatRoom", "Community"])
        await rig.refused(10007, command, { ...body, GroupId: await rig.create(type) });
      await rig.refused(10010, command, { ...body, GroupId: "gone" });
      await rig.refused(10015, command, { ...body, GroupId: "" });
      await rig.refused(10004, command, body);
    });

  it("answer 10004 to a missing Timestamp and to a string", async () => {
    await rig.refused(10004, "get_members", { GroupId: "live" });
    await rig.refused(10004, "get_members", { GroupId: "live", Timestamp: "0" });
  });
});

describe("the AVChatRoom endpoints on a plan without the full list", () => {
  const rig = new Rig({ onlineMembers: false });

  it("list the latest 30", async () => {
    const GroupId = await rig.create("AVChatRoom");
    rig.emulator.app().enter(GroupId, ...users(40));
    const answer = await rig.ok("get_members", { GroupId, Timestamp: 0 });
    assert.deepEqual([accountsOf(answer).length, accountsOf(answer)[0], answer.NextTimestamp], [30, "user39", 0]);
  });
});
