import assert from "node:assert/strict";
import type { ChildHost } from "../groupChildren/childHost";
import { failureOf, type ResourceState } from "../support/groups";
import { createForeignGroup, memberHost, ownGroup, partlyUpdated } from "./memberHost";

const hour = 3_600_000;
const people = ["bob", "carol", "dave"];
const FOR_EVER = 4_294_967_295;
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString().replace(/\.\d+Z$/, "Z");
const secondsOf = (until: string) => Date.parse(until) / 1000;

describe("mutes of a group", () => {
  let bench: ChildHost;
  /** How far the service's clock is ahead. */
  let ahead = 0;

  before(async () => {
    bench = await memberHost("MutedMembers", { clock: { now: () => Date.now() + ahead } });
  });
  after(() => bench.stop());
  afterEach(() => {
    ahead = 0;
    bench.emulator.faults.clear();
    bench.emulator.journal.clear();
  });

  const muted = (groupId: string) => bench.app.muted(groupId);
  const usersMuted = (groupId: string) => Object.keys(muted(groupId)).sort();

  function near(actual: number | undefined, until: string): void {
    assert.ok(Math.abs((actual ?? 0) - secondsOf(until)) <= 60, `${actual} is not ${secondsOf(until)}`);
  }

  it("are created, changed and ended, and foreign mutes are never touched", async () => {
    const groupId = createForeignGroup(bench, people);
    bench.app.mute(groupId, "dave", 500);
    const foreign = muted(groupId)["dave"];
    const state = await bench.create({ groupId, userIds: ["bob", "carol"], until: inHours(2) });
    assert.equal(state.id, groupId);
    near(muted(groupId)["bob"], inHours(2));
    const changed = await bench.update(state, { userIds: ["bob"], until: inHours(5) });
    assert.deepEqual(usersMuted(groupId), ["bob", "dave"]);
    near(muted(groupId)["bob"], inHours(5));
    assert.deepEqual((await bench.refresh(changed))?.outputs, changed.outputs);
    await bench.delete(changed);
    assert.deepEqual(muted(groupId), { dave: foreign });
  });

  it("without an end are permanent in the request and when read", async () => {
    const groupId = createForeignGroup(bench, people);
    const state = await bench.create({ groupId, userIds: ["bob"], until: "forever" });
    assert.deepEqual(muted(groupId), { bob: FOR_EVER });
    const calls = bench.emulator.journal.entries({ api: "forbid_send_msg" });
    assert.deepEqual(
      calls.map(({ body }) => (body as { MuteTime: number }).MuteTime),
      [FOR_EVER],
    );
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    await bench.delete(state);
    assert.deepEqual(muted(groupId), {});
  });

  it("that were ended or changed outside Pulumi show as drift, and an up corrects it", async () => {
    const groupId = createForeignGroup(bench, people);
    const until = inHours(2);
    const state = await bench.create({ groupId, userIds: ["bob", "carol", "dave"], until });
    bench.app.unmute(groupId, "bob");
    bench.app.mute(groupId, "carol", 60);
    const drifted = (await bench.refresh(state)) as ResourceState;
    assert.deepEqual([drifted.inputs["userIds"], drifted.inputs["until"]], [["dave"], until]);
    assert.deepEqual(drifted.inputs["notAsDeclared"], ["bob", "carol"]);
    assert.deepEqual((await bench.refresh(drifted))?.outputs, drifted.outputs);
    await bench.update(drifted, { userIds: ["bob", "carol", "dave"], notAsDeclared: undefined });
    for (const userId of ["bob", "carol", "dave"]) near(muted(groupId)[userId], until);
  });

  it("that were ended outside Pulumi and then removed from the program are no longer ours, whoever mutes the user later", async () => {
    const groupId = createForeignGroup(bench, people);
    const state = await bench.create({ groupId, userIds: ["bob", "carol"], until: "forever" });
    bench.app.unmute(groupId, "carol");
    const drifted = (await bench.refresh(state)) as ResourceState;
    const { notAsDeclared: _, ...inputs } = drifted.inputs;
    const { changes } = await bench.host.diff(state.id, drifted.outputs, { ...inputs, userIds: ["bob"] });
    assert.notEqual(changes, "none", "the state still has carol");
    const dropped = await bench.update(drifted, { userIds: ["bob"], notAsDeclared: undefined });
    bench.app.mute(groupId, "carol");
    await bench.delete(dropped);
    assert.deepEqual(Object.keys(muted(groupId)), ["carol"]);
  });

  it("of a user who is declared later are refused if others have muted the user, unless adopt is always", async () => {
    const groupId = createForeignGroup(bench, people);
    const state = await bench.create({ groupId, userIds: ["bob"], until: inHours(2) });
    bench.app.mute(groupId, "carol");
    const { message, partialFailure } = await failureOf(bench.update(state, { userIds: ["bob", "carol"] }));
    assert.match(message, /Refused to adopt .*1 mute of others \(carol\)/);
    assert.equal(partialFailure, undefined);
    await bench.update(state, { userIds: ["bob", "carol"], adopt: "always" });
    near(muted(groupId)["carol"], inHours(2));
  });

  it("that are some seconds off are no drift, and need no write", async () => {
    const groupId = createForeignGroup(bench, people);
    const until = inHours(2);
    const state = await bench.create({ groupId, userIds: ["bob"], until });
    bench.app.mute(groupId, "bob", 2 * 3600 + 50);
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    bench.emulator.journal.clear();
    await bench.update(state, {});
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
    bench.app.mute(groupId, "bob", 2 * 3600 + 70);
    assert.deepEqual((await bench.refresh(state))?.outputs["userIds"], []);
  });

  it("that have expired cause no drift, no call and no error", async () => {
    const groupId = createForeignGroup(bench, people);
    bench.app.mute(groupId, "bob", 500);
    bench.emulator.journal.clear();
    const state = await bench.create({ groupId, userIds: ["bob", "carol"], until: "2020-01-01T00:00:00Z" });
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    await bench.update(state, { until: "2021-01-01T00:00:00Z" });
    await bench.delete(state);
    assert.deepEqual(usersMuted(groupId), ["bob"]);
  });

  it("are ended if their end is moved into the past", async () => {
    const groupId = createForeignGroup(bench, people);
    const state = await bench.create({ groupId, userIds: ["bob"], until: inHours(2) });
    await bench.update(state, { until: "2020-01-01T00:00:00Z" });
    assert.deepEqual(muted(groupId), {});
  });

  it("that were changed by others are left alone by a destroy, which says so", async () => {
    const groupId = createForeignGroup(bench, people);
    const state = await bench.create({ groupId, userIds: ["bob", "carol"], until: inHours(2) });
    bench.app.mute(groupId, "carol");
    await bench.delete(state);
    assert.deepEqual(muted(groupId), { carol: FOR_EVER });
    assert.match(
      bench.host.stdout.join("\n"),
      new RegExp(`Left alone in the group ${groupId}: carol, since muted until another time`),
    );
  });

  it("that already exist are adopted in a group of this stack, and refused in a foreign one", async () => {
    const foreign = createForeignGroup(bench, people);
    bench.app.mute(foreign, "bob");
    const { message, partialFailure } = await failureOf(
      bench.create({ groupId: foreign, userIds: ["bob"], until: "forever" }),
    );
    assert.match(message, /Refused to adopt .*1 mute of others \(bob\).*adopt: "always"/);
    assert.equal(partialFailure, undefined);
    await bench.create({ groupId: foreign, userIds: ["bob"], until: inHours(1), adopt: "always" });
    near(muted(foreign)["bob"], inHours(1));
    const ours = await ownGroup(bench, people);
    bench.app.mute(ours, "bob");
    await bench.create({ groupId: ours, userIds: ["bob"], until: inHours(1) });
    near(muted(ours)["bob"], inHours(1));
  });

  it("end on time although the service's clock is minutes ahead", async () => {
    const groupId = createForeignGroup(bench, people);
    ahead = 150_000;
    const until = inHours(2);
    const state = await bench.create({ groupId, userIds: ["bob"], until });
    near(muted(groupId)["bob"], until);
    assert.equal(bench.calls("forbid_send_msg"), 2);
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
  });

  it("of a change that stopped halfway are all remembered, and a destroy ends them", async () => {
    const groupId = createForeignGroup(bench, people);
    const [first, second] = [inHours(2), inHours(5)];
    const state = await bench.create({ groupId, userIds: ["bob", "carol"], until: first });
    const fault = { kind: "errorCode", code: 10007 } as const;
    bench.emulator.faults.add({ api: "forbid_send_msg", skip: 1, fault });
    const failure = await failureOf(bench.update(state, { userIds: ["bob", "dave"], until: second }));
    assert.match(failure.message, /Could not finish the mutes of group .*10007/);
    const left = partlyUpdated(state, failure);
    const { userIds, until, alsoUntil } = left.outputs;
    assert.deepEqual(
      { userIds, until, alsoUntil },
      { userIds: ["bob", "dave", "carol"], until: first, alsoUntil: [second] },
    );
    const { changes } = await bench.host.diff(left.id, left.outputs, {
      ...state.inputs,
      userIds: ["bob", "dave"],
      until: second,
    });
    assert.equal(changes, "unknown", "the next up has something to do");
    bench.emulator.faults.add({ api: "forbid_send_msg", fault });
    const another = partlyUpdated(state, await failureOf(bench.update(left, { userIds: ["bob"], until: "forever" })));
    assert.deepEqual([another.outputs["until"], another.outputs["alsoUntil"]], [first, [second, "forever"]]);
    bench.app.mute(groupId, "dave", 5 * 3600);
    bench.app.mute(groupId, "bob");
    await bench.delete(another);
    assert.deepEqual(muted(groupId), {});
  });

  it("of a change that stopped halfway are reset by the previous program, also after a refresh", async () => {
    const groupId = createForeignGroup(bench, people);
    const state = await bench.create({ groupId, userIds: ["bob"], until: inHours(2) });
    const fault = { kind: "errorCode", code: 70020 } as const;
    bench.emulator.faults.add({ api: "get_group_muted_account", skip: 1, fault });
    const failure = await failureOf(bench.update(state, { until: inHours(5) }));
    const seen = await bench.refresh(partlyUpdated(state, failure));
    assert.ok(seen);
    const { changes } = await bench.host.diff(seen.id, seen.outputs, state.inputs);
    assert.equal(changes, "unknown", "the next up has something to do");
    await bench.update(seen, { ...state.inputs, alsoUntil: undefined });
    near(muted(groupId)["bob"], String(state.inputs["until"]));
  });

  it("are as declared after lost answers as well", async () => {
    const groupId = createForeignGroup(bench, people);
    bench.emulator.faults.add({ api: "forbid_send_msg", times: 2, fault: { kind: "reset", when: "after" } });
    const state = await bench.create({ groupId, userIds: ["bob"], until: inHours(2) });
    near(muted(groupId)["bob"], inHours(2));
    bench.emulator.faults.add({ api: "forbid_send_msg", fault: { kind: "reset", when: "after" } });
    await bench.delete(state);
    assert.deepEqual(muted(groupId), {});
  });

  it("are refused in a Private group, if a preview could not know the type", async () => {
    bench.app.create({ groupId: "private", type: "Private", name: "Theirs" });
    const { message } = await failureOf(bench.create({ groupId: "private", userIds: ["bob"], until: "forever" }));
    assert.match(message, /Cannot manage the mutes of the group private, which is of type Private: .* cannot be muted/);
    assert.equal(bench.calls("forbid_send_msg"), 0);
  });

  it("of more users than fit in one call are one resource, and one call reads them", async () => {
    const groupId = createForeignGroup(bench, people);
    const userIds = Array.from({ length: 500 }, (_, index) => `user-${index}`);
    for (const userId of userIds) bench.app.join(groupId, userId);
    bench.emulator.journal.clear();
    await bench.create({ groupId, userIds, until: inHours(2) });
    assert.deepEqual([bench.calls("forbid_send_msg"), bench.calls("get_group_muted_account")], [1, 2]);
  });

  it("in a topic apply to that topic only, and are deleted with it", async () => {
    const groupId = "@TGS#_topics";
    const topicId = `${groupId}@TOPIC#_one`;
    bench.app.create({ groupId, type: "Community", name: "Theirs", ownerAccount: "alice", supportTopic: 1 });
    bench.app.addTopic(groupId, topicId);
    bench.app.join(groupId, "bob");
    const inTopic = () => Object.keys(bench.app.mutedInTopic(groupId, topicId));
    const declared = { groupId, topicId, userIds: ["bob"], until: "forever" };
    const state = await bench.create(declared);
    assert.equal(state.id, topicId);
    assert.deepEqual([inTopic(), usersMuted(groupId)], [["bob"], []]);
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    assert.deepEqual(
      (await bench.host.diff(state.id, state.outputs, { ...declared, topicId: `${topicId}2` })).replaces,
      ["topicId"],
    );
    await bench.delete(state);
    assert.deepEqual(inTopic(), []);
    const again = await bench.create(declared);
    bench.app.removeTopic(groupId, topicId);
    assert.equal(await bench.refresh(again), undefined);
    await bench.delete(again);
  });

  it("are deleted with the group, whatever has its id now", async () => {
    const groupId = createForeignGroup(bench, people);
    const state = await bench.create({ groupId, userIds: ["bob"], until: "forever" });
    bench.app.recreate(groupId);
    const later = {
      ...state,
      outputs: { ...state.outputs, groupCreateTime: Number(state.outputs["groupCreateTime"]) - 9 },
    };
    assert.equal(await bench.refresh(later), undefined);
    bench.emulator.journal.clear();
    await bench.delete(later);
    assert.equal(bench.calls("forbid_send_msg"), 0);
  });
});
