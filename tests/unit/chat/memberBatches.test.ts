import assert from "node:assert/strict";
import { chatErrorOf, useBench } from "./support/client";
import { LeapingClock } from "./support/clocks";
import { answering, callsOf, users } from "./support/script";
import { fail, ok, type ScriptedServer, type Step, silence } from "./support/server";

/** Adds everybody, but refuses a call as a whole that names a user whom nobody has imported. */
const adding: Step = (response, { body }) => {
  const { MemberList } = body as { MemberList: { Member_Account: string }[] };
  const strangers = MemberList.some(({ Member_Account }) => Member_Account.startsWith("stranger"));
  const answer = { ...ok, MemberList: MemberList.map((member) => ({ ...member, Result: 1 })) };
  response.end(JSON.stringify(strangers ? fail(10019) : answer));
};

const sizes = (server: ScriptedServer, field: string): number[] =>
  callsOf(server).map(([, body]) => (body as Record<string, unknown[]>)[field]?.length ?? 0);

describe("single members at the same moment", () => {
  const bench = useBench();

  it("join a group in one call of at most 20, and each group has its own", async () => {
    const { client, server } = await bench.start([adding]);
    const results = await Promise.all([
      ...users(21).map((userId) => client.members.join("g", userId, { silent: true })),
      client.members.join("h", "u0", { silent: true }),
    ]);
    assert.deepEqual(new Set(results), new Set(["added"]));
    assert.deepEqual(sizes(server, "MemberList").sort(), [1, 1, 20]);
  });

  it("do not share a call when one is silent and the other is not", async () => {
    const { client, server } = await bench.start([adding]);
    await Promise.all([client.members.join("g", "a", { silent: true }), client.members.join("g", "b")]);
    assert.deepEqual(
      callsOf(server)
        .map(([, body]) => (body as { Silence: number }).Silence)
        .sort(),
      [0, 1],
    );
  });

  it("are in one call once, however often they were asked for", async () => {
    const { client, server } = await bench.start([adding]);
    await Promise.all([client.members.join("g", "a"), client.members.join("g", "a")]);
    assert.deepEqual(sizes(server, "MemberList"), [1]);
  });

  it("have nothing to do with a neighbour who is not imported", async () => {
    const { client, server } = await bench.start([adding]);
    const joining = ["a", "stranger", "b"].map((userId) => client.members.join("g", userId));
    const refused = chatErrorOf(joining[1] as Promise<string>);
    assert.deepEqual(await Promise.all([joining[0], joining[2]]), ["added", "added"]);
    assert.equal((await refused).code, 10019);
    assert.deepEqual(sizes(server, "MemberList"), [3, 1, 1, 1]);
  });

  it("are not tried one by one when the group is gone", async () => {
    const { client, server } = await bench.start([fail(10010)]);
    const errors = await Promise.all(users(5).map((userId) => chatErrorOf(client.members.join("g", userId))));
    assert.deepEqual(new Set(errors.map(({ errorClass }) => errorClass)), new Set(["notFound"]));
    assert.equal(server.received.length, 1);
  });

  it("that are not in the answer may have been added or not", async () => {
    const { client } = await bench.start([{ ...ok, MemberList: [] }], { clock: new LeapingClock() });
    const error = await chatErrorOf(client.members.join("g", "a"));
    assert.deepEqual([error.errorClass, error.isIndeterminate], ["unknownOutcome", true]);
  });

  it("leave a group in calls of at most 100", async () => {
    const { client, server } = await bench.start([ok]);
    await Promise.all(users(101).map((userId) => client.members.leave("g", userId)));
    assert.deepEqual(sizes(server, "MemberToDel_Account").sort(), [1, 100]);
  });

  it("leave a group in one call", async () => {
    const { client, server } = await bench.start([ok]);
    await Promise.all(users(3).map((userId) => client.members.leave("g", userId, { silent: true })));
    assert.deepEqual(callsOf(server), [
      ["group_open_http_svc/delete_group_member", { GroupId: "g", MemberToDel_Account: users(3), Silence: 1 }],
    ]);
  });

  it("are found in one call, each with its own custom fields", async () => {
    const found = answering<{ Member_List_Account: string[] }>(({ Member_List_Account }) => ({
      MemberList: Member_List_Account.filter((userId) => userId !== "nobody").map((Member_Account) => ({
        Member_Account,
        Role: "Member",
        AppMemberDefinedData: [
          { Key: "Team", Value: "sre" },
          { Key: "Desk", Value: "7" },
        ],
      })),
    }));
    const { client, server } = await bench.start([found]);
    const [alice, bob, nobody] = await Promise.all([
      client.members.findOne("g", "alice", { customFieldKeys: ["Team"] }),
      client.members.findOne("g", "bob", { customFieldKeys: ["Desk"] }),
      client.members.findOne("g", "nobody"),
    ]);
    assert.deepEqual([alice?.customFields, bob?.customFields, nobody], [{ Team: "sre" }, { Desk: "7" }, undefined]);
    assert.equal(server.received.length, 1);
  });

  it("are asked for their role in one call", async () => {
    const UserIdList = [
      { Member_Account: "bob", Role: "NotMember" },
      { Member_Account: "alice", Role: "Admin" },
    ];
    const { client, server } = await bench.start([{ ...ok, UserIdList }]);
    const roles = await Promise.all(["alice", "bob"].map((userId) => client.members.role("g", userId)));
    assert.deepEqual(roles, ["Admin", "NotMember"]);
    assert.equal(server.received.length, 1);
  });

  it("who stop waiting for a call that was sent learn that they may have been added", async () => {
    const { client, server } = await bench.start([silence]);
    const stop = new AbortController();
    const joining = chatErrorOf(client.members.join("g", "a", {}, { signal: stop.signal }));
    await server.arrived(1);
    stop.abort();
    const error = await joining;
    assert.deepEqual([error.errorClass, error.isIndeterminate], ["unknownOutcome", true]);
  });

  it("whose time to start is over are not added, whoever else is", async () => {
    const { client, server } = await bench.start([adding]);
    const late = chatErrorOf(client.members.join("g", "a", {}, { startBy: AbortSignal.abort() }));
    assert.equal(await client.members.join("g", "b"), "added");
    assert.equal((await late).isIndeterminate, false);
    assert.deepEqual(sizes(server, "MemberList"), [1]);
  });
});
