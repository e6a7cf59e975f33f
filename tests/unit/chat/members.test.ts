import assert from "node:assert/strict";
import { PERMANENT } from "../../../chat";
import { chatErrorOf, useBench } from "./support/client";
import { answering, callsOf, users } from "./support/script";
import { fail, ok } from "./support/server";

const GROUP = "group_open_http_svc";

/** Answers get_group_member_info from a list that may change between pages. */
function pagesOf(members: () => readonly string[]) {
  return answering<{ Offset: number; Limit: number }>(({ Offset, Limit }) => {
    const now = members();
    const page = now.slice(Offset, Offset + Limit).map((Member_Account) => ({ Member_Account, Role: "Member" }));
    return { MemberNum: now.length, MemberList: page };
  });
}

describe("members", () => {
  const bench = useBench();

  it("are added 20 per call without duplicates, with a result for each", async () => {
    const echo = answering<{ MemberList: object[] }>(({ MemberList }) => ({
      MemberList: MemberList.map((member, index) => ({ ...member, Result: index % 5 })),
    }));
    const { client, server } = await bench.start([echo]);
    const results = await client.members.add("ops-room", [...users(50), "u0"], { silent: true });
    assert.deepEqual(
      results.map(({ userId }) => userId),
      users(50),
    );
    assert.deepEqual(
      results.slice(0, 5).map(({ result }) => result),
      ["failed", "added", "alreadyMember", "pending", "overLimit"],
    );
    const bodies = callsOf(server).map(([, body]) => body as { MemberList: object[]; Silence: number });
    assert.deepEqual(
      bodies.map(({ MemberList }) => MemberList.length),
      [20, 20, 10],
    );
    assert.equal(bodies[0]?.Silence, 1);
  });

  it("are removed 100 per call, with a reason", async () => {
    const { client, server } = await bench.start([ok]);
    await client.members.remove("g", users(101), { silent: true, reason: "done" });
    await client.members.remove("g", []);
    assert.deepEqual(callsOf(server)[1], [
      `${GROUP}/delete_group_member`,
      { GroupId: "g", MemberToDel_Account: ["u100"], Silence: 1, Reason: "done" },
    ]);
    assert.equal(server.received.length, 2);
  });

  it("are listed page by page, with fields under their own names", async () => {
    const { client, server } = await bench.start([
      {
        ...ok,
        MemberNum: 1,
        MemberList: [
          {
            Member_Account: "alice",
            Role: "Owner",
            JoinTime: 1,
            NameCard: "A",
            MuteUntil: 0,
            MsgFlag: "Discard",
            LastSendMsgTime: 2,
            MsgSeq: 3,
            AppMemberDefinedData: [
              { Key: "Team", Value: "sre" },
              { Key: "Other", Value: "x" },
            ],
          },
        ],
      },
    ]);
    const query = { customFieldKeys: ["Team"], fields: ["role", "mutedUntil"], roles: ["Owner"] } as const;
    assert.deepEqual(await client.members.list("g", query), [
      {
        userId: "alice",
        role: "Owner",
        joinTime: 1,
        nameCard: "A",
        mutedUntil: 0,
        messageFlag: "Discard",
        lastMessageTime: 2,
        readMessageNumber: 3,
        customFields: { Team: "sre" },
      },
    ]);
    assert.deepEqual(callsOf(server), [
      [
        `${GROUP}/get_group_member_info`,
        {
          GroupId: "g",
          Limit: 100,
          Offset: 0,
          MemberInfoFilter: ["Role", "MuteUntil"],
          MemberRoleFilter: ["Owner"],
          AppDefinedDataFilter_GroupMember: ["Team"],
        },
      ],
    ]);
  });

  it("are all listed without duplicates, even if some leave meanwhile", async () => {
    let members = users(350);
    let pages = 0;
    const { client } = await bench.start([
      pagesOf(() => {
        pages += 1;
        if (pages === 3) members = members.slice(20);
        return members;
      }),
    ]);
    const found = (await client.members.list("g")).map(({ userId }) => userId);
    assert.deepEqual(found.sort(), members.sort());
  });

  it("are listed in finite time if the list keeps shrinking", async () => {
    let members = users(1000);
    const { client, server } = await bench.start([
      pagesOf(() => {
        members = members.slice(1);
        return members;
      }),
    ]);
    const found = (await client.members.list("g")).map(({ userId }) => userId);
    assert.equal(new Set(found).size, found.length);
    assert.ok(server.received.length <= 30, String(server.received.length));
  });

  it("are listed in finite time if the service reports more than it returns", async () => {
    const { client, server } = await bench.start([{ ...ok, MemberNum: 500, MemberList: [] }]);
    assert.deepEqual(await client.members.list("g"), []);
    assert.equal(server.received.length, 1);
  });

  it("of a Community are listed by cursor, which must not loop", async () => {
    const page = (userId: string, Next: string) => ({
      ...ok,
      MemberNum: 9,
      MemberList: [{ Member_Account: userId }],
      Next,
    });
    const { client, server } = await bench.start([page("a", "x"), page("b", "y"), page("a", "x")]);
    const found = await client.members.list("g", { paging: "cursor", fields: [] });
    assert.deepEqual(
      found.map(({ userId }) => userId),
      ["a", "b"],
    );
    assert.deepEqual(
      callsOf(server).map(([, body]) => (body as { Next: string }).Next),
      ["", "x", "y"],
    );
  });

  it("are found 50 per call; users who are not members are omitted", async () => {
    const known = answering<{ Member_List_Account: string[] }>(({ Member_List_Account }) => ({
      MemberList: Member_List_Account.filter((userId) => userId !== "u7").map((Member_Account) => ({
        Member_Account,
        Role: "Member",
      })),
    }));
    const { client, server } = await bench.start([known]);
    const found = await client.members.find("g", users(51), { fields: ["role"] });
    assert.equal(found.length, 50);
    assert.equal(server.received.length, 2);
    assert.deepEqual(callsOf(server)[1], [
      `${GROUP}/get_specified_group_member_info`,
      { GroupId: "g", Member_List_Account: ["u50"], MemberInfoFilter: ["Role"] },
    ]);
  });

  it("are changed only in the given fields", async () => {
    const { client, server } = await bench.start([ok]);
    await client.members.modify("g", "alice", { role: "Admin", customFields: { Team: "" } });
    await client.members.modify("g", "alice", {});
    assert.deepEqual(callsOf(server), [
      [
        `${GROUP}/modify_group_member_info`,
        { GroupId: "g", Member_Account: "alice", Role: "Admin", AppMemberDefinedData: [{ Key: "Team", Value: "" }] },
      ],
    ]);
  });

  it("have roles, 500 per call", async () => {
    const roles = answering<{ User_Account: string[] }>(({ User_Account }) => ({
      UserIdList: User_Account.map((Member_Account) => ({
        Member_Account,
        Role: Member_Account === "__proto__" ? "Owner" : "NotMember",
      })),
    }));
    const { client, server } = await bench.start([roles]);
    const found = await client.members.roles("g", [...users(500), "__proto__"]);
    assert.equal(Object.keys(found).length, 501);
    assert.deepEqual(Object.entries(found).at(-1), ["__proto__", "Owner"]);
    assert.equal(server.received.length, 2);
  });

  it("are muted 500 per call, in a group or a topic, and listed", async () => {
    const { client, server } = await bench.start([
      ok,
      ok,
      { ...ok, MutedAccountList: [{ Member_Account: "alice", MutedUntil: 5 }] },
    ]);
    await client.members.mute("g", users(501), PERMANENT, { topicId: "t" });
    assert.deepEqual(await client.members.muted("g"), [{ userId: "alice", until: 5 }]);
    assert.deepEqual(callsOf(server).slice(1), [
      [`${GROUP}/forbid_send_msg`, { GroupId: "g", TopicId: "t", Members_Account: ["u500"], MuteTime: 4294967295 }],
      [`${GROUP}/get_group_muted_account`, { GroupId: "g" }],
    ]);
  });

  it("are banned and unbanned 20 per call, and listed page by page", async () => {
    const { client, server } = await bench.start([
      ok,
      ok,
      ok,
      { ...ok, BannedAccountList: [{ Member_Account: "a", BannedUntil: 5 }], NextOffset: 100 },
      { ...ok, BannedAccountList: [{ Member_Account: "b", BannedUntil: 6 }], NextOffset: 0 },
    ]);
    await client.members.ban("g", users(21), 60, { description: "spam" });
    await client.members.unban("g", ["a"]);
    assert.deepEqual(await client.members.banned("g"), [
      { userId: "a", until: 5 },
      { userId: "b", until: 6 },
    ]);
    assert.deepEqual(callsOf(server).slice(1), [
      [`${GROUP}/ban_group_member`, { GroupId: "g", Members_Account: ["u20"], Duration: 60, Description: "spam" }],
      [`${GROUP}/unban_group_member`, { GroupId: "g", Members_Account: ["a"] }],
      [`${GROUP}/get_group_ban_member`, { GroupId: "g", Offset: 0, Limit: 100 }],
      [`${GROUP}/get_group_ban_member`, { GroupId: "g", Offset: 100, Limit: 100 }],
    ]);
  });

  it("list their groups", async () => {
    const { client, server } = await bench.start([
      {
        ...ok,
        TotalCount: 2,
        GroupIdList: [
          { GroupId: "a", Type: "Private", Name: "A", Owner_Account: "alice", SelfInfo: { Role: "Owner" } },
        ],
      },
      { ...ok, TotalCount: 2, GroupIdList: [{ GroupId: "b", Type: "Public", Name: "B", Owner_Account: "" }] },
    ]);
    assert.deepEqual(await client.members.joinedGroups("alice", { type: "Work", inactive: true, liveRooms: true }), [
      { groupId: "a", type: "Private", name: "A", ownerAccount: "alice", role: "Owner" },
      { groupId: "b", type: "Public", name: "B", ownerAccount: "" },
    ]);
    assert.deepEqual(callsOf(server)[1], [
      `${GROUP}/get_joined_group_list`,
      {
        Member_Account: "alice",
        Limit: 1000,
        Offset: 1,
        GroupType: "Private",
        WithHugeGroups: 1,
        WithNoActiveGroups: 1,
        ResponseFilter: { GroupBaseInfoFilter: ["Type", "Name", "Owner_Account"], SelfInfoFilter: ["Role"] },
      },
    ]);
  });

  it("of a group that does not exist are an error", async () => {
    const { client } = await bench.start([fail(10010)]);
    const { members } = client;
    const calls = [members.list("g"), members.find("g", ["a"]), members.add("g", ["a"]), members.muted("g")];
    for (const call of calls) assert.equal((await chatErrorOf(call)).errorClass, "notFound");
  });
});
