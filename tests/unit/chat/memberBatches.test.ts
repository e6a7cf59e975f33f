import assert from "node:assert/strict";
import { chatErrorOf, useBench } from "./support/client";
import { LeapingClock } from "./support/clocks";
import { answering, callsOf, users } from "./support/script";
import { fail, ok, type ScriptedServer, type Step, silence } from "./support/server";

/** Adds all users, but refuses a whole call with a user that is not imported. */
const adding: Step = (response, { body }) => {
  const { MemberList } = body as { MemberList: { Member_Account: string }[] };
  const strangers = MemberList.some(({ Member_Account }) => Member_Account.startsWith("stranger"));
  const answer = { ...ok, MemberList: MemberList.map((member) => ({ ...member, Result: 1 })) };
  response.end(JSON.stringify(strangers ? fail(10019) : answer));
};

const sizes = (server: ScriptedServer, field: string): number[] =>
  callsOf(server).map(([, body]) => (body as Record<string, unknown[]>)[field]?.length ?? 0);

describe("simultaneous calls for single members", () => {
  const bench = useBench();

  it("join a group in one call of at most 20, with a separate call per group", async () => {
    const { client, server } = await bench.start([adding]);
    const results = await Promise.all([
      ...users(21).map((userId) => client.members.join("g", userId, { silent: true })),
      client.members.join("h", "u0", { silent: true }),
    ]);
    assert.deepEqual(new Set(results), new Set(["added"]));
    assert.deepEqual(sizes(server, "MemberList").sort(), [1, 1, 20]);
  });

  it("do not share a call if only one is silent", async () => {
    const { client, server } = await bench.start([adding]);
    await Promise.all([client.members.join("g", "a", { silent: true }), client.members.join("g", "b")]);
    assert.deepEqual(
      callsOf(server)
        .map(([, body]) => (body as { Silence: number }).Silence)
        .sort(),
      [0, 1],
    );
  });

  it("appear once in a call, even if requested several times", async () => {
    const { client, server } = await bench.start([adding]);
    await Promise.all([client.members.join("g", "a"), client.members.join("g", "a")]);
    assert.deepEqual(sizes(server, "MemberList"), [1]);
  });

  it("do not fail because of another user who is not imported", async () => {
    const { client, server } = await bench.start([adding]);
    const joining = ["a", "stranger", "b"].map((userId) => client.members.join("g", userId));
    const refused = chatErrorOf(joining[1] as Promise<string>);
    assert.deepEqual(await Promise.all([joining[0], joining[2]]), ["added", "added"]);
    assert.equal((await refused).code, 10019);
    assert.deepEqual(sizes(server, "MemberList"), [3, 1, 1, 1]);
  });

  it("are not tried one by one if the group does not exist", async () => {
    const { client, server } = await bench.start([fail(10010)]);
    const errors = await Promise.all(users(5).map((userId) => chatErrorOf(client.members.join("g", userId))));
    assert.deepEqual(new Set(errors.map(({ errorClass }) => errorClass)), new Set(["notFound"]));
    assert.equal(server.received.length, 1);
  });

  it("that are missing in the answer are indeterminate", async () => {
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

  it("read their roles in one call", async () => {
    const UserIdList = [
      { Member_Account: "bob", Role: "NotMember" },
      { Member_Account: "alice", Role: "Admin" },
    ];
    const { client, server } = await bench.start([{ ...ok, UserIdList }]);
    const roles = await Promise.all(["alice", "bob"].map((userId) => client.members.role("g", userId)));
    assert.deepEqual(roles, ["Admin", "NotMember"]);
    assert.equal(server.received.length, 1);
  });

  it("get an indeterminate error if they leave a call that was sent", async () => {
    const { client, server } = await bench.start([silence]);
    const stop = new AbortController();
    const joining = chatErrorOf(client.members.join("g", "a", {}, { signal: stop.signal }));
    await server.arrived(1);
    stop.abort();
    const error = await joining;
    assert.deepEqual([error.errorClass, error.isIndeterminate], ["unknownOutcome", true]);
  });

  it("are not added if `startBy` is aborted, although others are", async () => {
    const { client, server } = await bench.start([adding]);
    const late = chatErrorOf(client.members.join("g", "a", {}, { startBy: AbortSignal.abort() }));
    assert.equal(await client.members.join("g", "b"), "added");
    assert.equal((await late).isIndeterminate, false);
    assert.deepEqual(sizes(server, "MemberList"), [1]);
  });
});
