import assert from "node:assert/strict";
import { type ChatClient, TransportError } from "../../../chat";
import { chatErrorOf, useBench } from "./support/client";
import { LeapingClock } from "./support/clocks";
import { answering, callsOf, users } from "./support/script";
import { ok, type ScriptedServer, type Step, text } from "./support/server";

interface Paged {
  readonly Offset: number;
  readonly Limit: number;
}

const member = (Member_Account: string): object => ({ Member_Account, Role: "Member" });
const offsets = (server: ScriptedServer): number[] => callsOf(server).map(([, body]) => (body as Paged).Offset);
const idsOf = async (listed: Promise<readonly { readonly userId: string }[]>): Promise<string[]> =>
  (await listed).map(({ userId }) => userId);

describe("the members of a group", () => {
  const bench = useBench();

  /** Answers with the members at the offset, and counts them as `count` says. */
  const pagesOf = (members: readonly string[], count: (offset: number) => number, most = 100): Step =>
    answering<Paged>(({ Offset, Limit }) => ({
      MemberNum: count(Offset),
      MemberList: members.slice(Offset, Offset + Math.min(Limit, most)).map(member),
    }));

  for (const count of [0, 1, 100, 101]) {
    it(`are read to their end while each page is full, though the service counts ${count}`, async () => {
      const { client, server } = await bench.start([pagesOf(users(250), () => count)]);
      assert.deepEqual(await idsOf(client.members.list("g")), users(250));
      assert.deepEqual(offsets(server), [0, 100, 200]);
    });
  }

  it("are followed by one more page where the last one is full", async () => {
    const { client, server } = await bench.start([pagesOf(users(200), () => 200)]);
    assert.equal((await client.members.list("g")).length, 200);
    assert.deepEqual(offsets(server), [0, 100, 200]);
  });

  it("are read to their end by a service that gives shorter pages than asked for", async () => {
    const { client, server } = await bench.start([pagesOf(users(90), () => 90, 40)]);
    assert.deepEqual(await idsOf(client.members.list("g")), users(90));
    assert.deepEqual(offsets(server), [0, 40, 80]);
  });

  it("with a role are read to their end as well", async () => {
    const { client, server } = await bench.start([pagesOf(users(250), () => 3)]);
    assert.deepEqual(await idsOf(client.members.list("g", { roles: ["Member"] })), users(250));
    assert.deepEqual(offsets(server), [0, 100, 200]);
  });

  it("with a role may be on a later page only", async () => {
    const admins = answering<Paged>(({ Offset }) => ({
      MemberNum: 250,
      MemberList: Offset === 200 ? [member("admin")] : [],
    }));
    const { client, server } = await bench.start([admins]);
    assert.deepEqual(await idsOf(client.members.list("g", { roles: ["Admin"] })), ["admin"]);
    assert.deepEqual(offsets(server), [0, 100, 200]);
  });

  for (const roles of [undefined, ["Member"] as const]) {
    it(`are read to an end by a service that ignores the offset and counts more each time${roles ? ", with a role" : ""}`, async () => {
      let count = 100;
      const same = answering(() => {
        count += 100;
        return { MemberNum: count, MemberList: users(100).map(member) };
      });
      const { client, server } = await bench.start([same]);
      assert.deepEqual(await idsOf(client.members.list("g", { roles })), users(100));
      assert.equal(server.received.length, 2);
    });
  }
});

describe("the groups of a user", () => {
  const bench = useBench();
  const group = (GroupId: string): object => ({ GroupId, Type: "Public", Name: "G", Owner_Account: "" });
  const groups = Array.from({ length: 1500 }, (_, index) => `g${index}`);
  const groupIds = async (client: ChatClient): Promise<string[]> =>
    (await client.members.joinedGroups("alice")).map(({ groupId }) => groupId);

  it("are read to their end while each page is full, whatever the service counts", async () => {
    const pages = answering<Paged>(({ Offset, Limit }) => ({
      TotalCount: 7,
      GroupIdList: groups.slice(Offset, Offset + Limit).map(group),
    }));
    const { client, server } = await bench.start([pages]);
    assert.deepEqual(await groupIds(client), groups);
    assert.deepEqual(offsets(server), [0, 1000]);
  });

  it("are read to an end by a service that ignores the offset, or shows fewer than it counts", async () => {
    for (const GroupIdList of [groups.slice(0, 1000).map(group), [group("g0")], []]) {
      const { client, server } = await bench.start([{ ...ok, TotalCount: GroupIdList.length * 2, GroupIdList }]);
      assert.equal((await groupIds(client)).length, GroupIdList.length);
      assert.ok(server.received.length <= 2);
    }
  });
});

describe("lists by a cursor", () => {
  const bench = useBench();

  it("of the banned end where the cursor comes again", async () => {
    const page = (Member_Account: string, NextOffset: number): object => ({
      ...ok,
      BannedAccountList: [{ Member_Account, BannedUntil: 1 }],
      NextOffset,
    });
    const { client, server } = await bench.start([page("a", 100), page("b", 200), page("c", 100)]);
    assert.deepEqual(await idsOf(client.members.banned("g")), ["a", "b", "c"]);
    assert.deepEqual(offsets(server), [0, 100, 200]);
  });

  it("of those online in a live room end where the cursor comes again", async () => {
    const { client, server } = await bench.start([
      { ...ok, MemberList: [{ Member_Account: "a" }], NextTimestamp: 5 },
      { ...ok, MemberList: [{ Member_Account: "b" }], NextTimestamp: 5 },
    ]);
    assert.deepEqual(await idsOf(client.rooms.onlineMembers("g")), ["a", "b"]);
    assert.equal(server.received.length, 2);
  });
});

describe("the list of all groups of an app", () => {
  const bench = useBench();
  const LARGE = 2n ** 63n + 1n;
  const page = (groupId: string, next: bigint): Step =>
    text(
      `{"ActionStatus":"OK","ErrorCode":0,"TotalCount":9,"GroupIdList":[{"GroupId":"${groupId}"}],"Next":${next.toString()}}`,
    );

  it("goes from cursor to cursor of 64 bits, and ends where one comes again", async () => {
    const steps = [page("a", LARGE), page("b", LARGE + 2n), page("c", LARGE + 1n), page("d", LARGE + 2n)];
    const { client, server } = await bench.start(steps, { clock: new LeapingClock() });
    assert.deepEqual(await client.groups.listAll(), ["a", "b", "c", "d"]);
    assert.equal(server.received.length, 4);
  });

  it("is read under one deadline for all pages, of which there may be one a second", async () => {
    const clock = new LeapingClock();
    let next = 0n;
    const endless: Step = (response, request) => {
      next += 1n;
      const step = page(`g${next}`, next);
      if (typeof step === "function") step(response, request);
    };
    const { client, server } = await bench.start([endless], { clock });
    const deadline = clock.now() + 4500;
    const error = await chatErrorOf(client.groups.listAll({}, { deadline }));
    assert.ok(error instanceof TransportError);
    assert.match(error.info, /for the rate limit/);
    assert.ok(server.received.length >= 4 && server.received.length <= 6, String(server.received.length));
    assert.ok(clock.now() <= deadline);
  });

  it("is not a list of no groups where a page is missing in the middle", async () => {
    const broken = text('{"ActionStatus":"OK","ErrorCode":0,"TotalCount":9,"Next":0}');
    const { client } = await bench.start([page("a", 1n), broken], { clock: new LeapingClock() });
    assert.match((await chatErrorOf(client.groups.listAll())).info, /wrong shape: GroupIdList/);
  });
});
