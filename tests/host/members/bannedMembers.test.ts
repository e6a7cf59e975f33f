import assert from "node:assert/strict";
import type { ChildHost } from "../groupChildren/childHost";
import { failureOf, type ResourceState } from "../support/groups";
import { memberHost, partlyUpdated } from "./memberHost";

const hour = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

describe("bans from a live room", () => {
  let bench: ChildHost;
  let serial = 0;

  before(async () => {
    bench = await memberHost("BannedMembers");
  });
  after(() => bench.stop());
  afterEach(() => {
    bench.emulator.faults.clear();
    bench.emulator.journal.clear();
  });

  const banned = (groupId: string) => Object.keys(bench.app.banned(groupId)).sort();
  const durations = () =>
    bench.emulator.journal
      .entries({ api: "ban_group_member" })
      .map(({ body }) => body as { Duration: number; Description?: string });

  function room(): string {
    serial += 1;
    const groupId = `live-${serial}`;
    bench.app.create({ groupId, type: "AVChatRoom", name: "Live" });
    return groupId;
  }

  it("are created, changed and ended, and foreign bans are never touched", async () => {
    const groupId = room();
    bench.app.ban(groupId, "dave", 500);
    const state = await bench.create({ groupId, userIds: ["bob", "carol"], until: inHours(2), description: "spam" });
    assert.deepEqual(banned(groupId), ["bob", "carol", "dave"]);
    assert.deepEqual(
      durations().map(({ Description }) => Description),
      ["spam"],
    );
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    const changed = await bench.update(state, { userIds: ["bob"], until: "forever" });
    assert.deepEqual(banned(groupId), ["bob", "dave"]);
    await bench.delete(changed);
    assert.deepEqual(banned(groupId), ["dave"]);
  });

  it("are ended and read in batches of the documented size", async () => {
    const groupId = room();
    const userIds = Array.from({ length: 130 }, (_, index) => `user-${index}`);
    bench.app.importAccounts(...userIds);
    bench.emulator.journal.clear();
    const state = await bench.create({ groupId, userIds, until: "forever" });
    assert.deepEqual([bench.calls("ban_group_member"), bench.calls("get_group_ban_member")], [7, 3]);
    assert.equal(durations()[0]?.Duration, 4_294_967_295);
    await bench.delete(state);
    assert.equal(bench.calls("unban_group_member"), 7);
    assert.deepEqual(banned(groupId), []);
  });

  it("that were ended outside Pulumi show as drift, and an up restores them", async () => {
    const groupId = room();
    const state = await bench.create({ groupId, userIds: ["bob", "carol"], until: inHours(2) });
    bench.app.unban(groupId, "bob");
    const drifted = (await bench.refresh(state)) as ResourceState;
    assert.deepEqual(drifted.inputs["userIds"], ["carol"]);
    await bench.update(drifted, { userIds: ["bob", "carol"], notAsDeclared: undefined });
    assert.deepEqual(banned(groupId), ["bob", "carol"]);
  });

  it("with another description are sent again, once, also after a failure halfway", async () => {
    const groupId = room();
    const state = await bench.create({ groupId, userIds: ["bob"], until: inHours(2), description: "spam" });
    bench.emulator.faults.add({ api: "ban_group_member", fault: { kind: "errorCode", code: 10007 } });
    const failure = await failureOf(bench.update(state, { description: "abuse" }));
    const left = partlyUpdated(state, failure);
    assert.equal(left.outputs["description"], "spam");
    bench.emulator.journal.clear();
    const changed = await bench.update(left, { description: "abuse" });
    await bench.update(changed, {});
    assert.deepEqual(
      durations().map(({ Description }) => Description),
      ["abuse"],
    );
  });

  it("that already exist are refused, and taken over with adopt always", async () => {
    const groupId = room();
    bench.app.ban(groupId, "bob");
    const { message } = await failureOf(bench.create({ groupId, userIds: ["bob"], until: "forever" }));
    assert.match(message, /Refused to adopt .*1 ban of others \(bob\)/);
    await bench.create({ groupId, userIds: ["bob"], until: "forever", adopt: "always" });
  });

  it("that have expired cause no drift and no call", async () => {
    const groupId = room();
    bench.emulator.journal.clear();
    const state = await bench.create({ groupId, userIds: ["bob"], until: "2020-01-01T00:00:00Z" });
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    await bench.delete(state);
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
  });

  it("are refused in any other type of group, if a preview could not know the type", async () => {
    bench.app.create({ groupId: "public", type: "Public", name: "Theirs" });
    const { message } = await failureOf(bench.create({ groupId: "public", userIds: ["bob"], until: "forever" }));
    assert.match(
      message,
      /Cannot manage the bans of the group public, which is of type Public: only an AVChatRoom has bans/,
    );
  });

  it("that the plan does not include cause a message, and stay in the state", async () => {
    const groupId = room();
    bench.emulator.faults.add({ api: "ban_group_member", fault: { kind: "errorCode", code: 10007 } });
    const { message, partialFailure } = await failureOf(bench.create({ groupId, userIds: ["bob"], until: "forever" }));
    assert.match(message, /Could not finish the bans of group .*10007/);
    assert.equal(partialFailure?.id, groupId);
  });

  it("are deleted with the group", async () => {
    const groupId = room();
    const state = await bench.create({ groupId, userIds: ["bob"], until: "forever" });
    bench.app.disband(groupId);
    assert.equal(await bench.refresh(state), undefined);
    await bench.delete(state);
  });
});
