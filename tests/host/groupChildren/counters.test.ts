import assert from "node:assert/strict";
import { failureOf, ownedBy, type ResourceState } from "../support/groups";
import { ChildHost } from "./childHost";

const least = "-9223372036854775808";
const most = "9223372036854775807";

describe("the counters of a group", () => {
  let bench: ChildHost;
  let serial = 0;

  before(async () => {
    bench = await ChildHost.start("GroupCounters");
  });
  after(() => bench.stop());
  afterEach(() => {
    bench.emulator.faults.clear();
    bench.emulator.journal.clear();
  });

  async function declared(args: object): Promise<{ readonly groupId: string; readonly state: ResourceState }> {
    serial += 1;
    const groupId = await bench.group(`counters-${serial}`);
    return { groupId, state: await bench.create({ groupId, ...args }) };
  }

  it("are set, changed and deleted, and foreign ones are never touched", async () => {
    const { groupId, state } = await declared({ initial: { tickets: 5 }, fixed: { schema: "2" } });
    assert.deepEqual(bench.app.counters(groupId), { tickets: 5n, schema: 2n });
    assert.deepEqual([state.outputs["initial"], state.outputs["fixed"]], [{ tickets: "5" }, { schema: "2" }]);
    bench.app.setCounters(groupId, { ...bench.app.counters(groupId), theirs: 7n });
    const changed = await bench.update(state, { initial: undefined, fixed: { schema: "3", extra: "1" } });
    assert.deepEqual(bench.app.counters(groupId), { schema: 3n, extra: 1n, theirs: 7n });
    await bench.delete(changed);
    assert.deepEqual(bench.app.counters(groupId), { theirs: 7n });
  });

  it("hold all 64 bits, in the request as in the state", async () => {
    const { groupId, state } = await declared({ fixed: { least, most, beyond: "9007199254740993" } });
    assert.deepEqual(bench.app.counters(groupId), {
      least: BigInt(least),
      most: BigInt(most),
      beyond: 9007199254740993n,
    });
    const refreshed = await bench.refresh(state);
    assert.deepEqual(refreshed?.outputs, state.outputs);
    assert.deepEqual(refreshed?.outputs["fixed"], { least, most, beyond: "9007199254740993" });
  });

  it("that are initial may be changed by others, and are set again only if they are missing", async () => {
    const { groupId, state } = await declared({ initial: { tickets: 5, visits: 1 } });
    bench.app.setCounters(groupId, { tickets: 40n });
    const refreshed = await bench.refresh(state);
    assert.deepEqual(refreshed?.outputs["initial"], { tickets: "5" });
    await bench.update(refreshed as ResourceState, { initial: { tickets: 5, visits: 1 } });
    assert.deepEqual(bench.app.counters(groupId), { tickets: 40n, visits: 1n });
  });

  it("that are fixed show as drift and are reset", async () => {
    const { groupId, state } = await declared({ fixed: { schema: 2, gone: 1 } });
    bench.app.setCounters(groupId, { schema: 9n });
    const refreshed = await bench.refresh(state);
    assert.deepEqual(refreshed?.inputs["fixed"], { schema: "9" });
    await bench.update(refreshed as ResourceState, { fixed: { schema: 2, gone: 1 } });
    assert.deepEqual(bench.app.counters(groupId), { schema: 2n, gone: 1n });
  });

  it("are only ever set", async () => {
    bench.emulator.faults.add({ api: "update_group_counter", fault: { kind: "reset", when: "after" } });
    const { groupId } = await declared({ initial: { tickets: 5 } });
    assert.deepEqual(bench.app.counters(groupId), { tickets: 5n });
  });

  it("of a group of this stack are adopted, and of a foreign group only with adopt always", async () => {
    const own = await bench.group("counted");
    bench.app.setCounters(own, { tickets: 40n });
    await bench.create({ groupId: own, fixed: { tickets: 5 } });
    assert.deepEqual(bench.app.counters(own), { tickets: 5n });

    const { groupId } = bench.app.create({ groupId: "theirs", type: "Public", name: "Theirs" });
    bench.app.setCounters(groupId, { tickets: 40n });
    for (const args of [5, 40].flatMap((tickets) => [{ fixed: { tickets } }, { initial: { tickets } }])) {
      const { message } = await failureOf(bench.create({ groupId, ...args }));
      assert.match(
        message,
        /Refused to adopt.*the counter "tickets", and the group does not provably belong to this stack.*adopt: "always"/,
      );
    }
    const kept = await bench.create({ groupId, fixed: { ours: 1 } });
    const later = await failureOf(bench.update(kept, { fixed: { ours: 1, tickets: 40 } }));
    assert.match(later.message, /Refused to adopt.*the counter "tickets", and/);
    await bench.delete(kept);
    assert.deepEqual(bench.app.counters(groupId), { tickets: 40n }, "foreign counters stay");
    await bench.create({ groupId, fixed: { tickets: 5 }, adopt: "always" });
    assert.deepEqual(bench.app.counters(groupId), { tickets: 5n });
  });

  it("that could not be written stay in the state, and the next up completes them", async () => {
    const { groupId, state } = await declared({ initial: { old: 1 }, fixed: { schema: 2 } });
    bench.emulator.faults.add({ api: "delete_group_counter", fault: { kind: "errorCode", code: 10004 } });
    const failure = await failureOf(bench.update(state, { initial: undefined, fixed: { schema: 3 } }));
    const { __provider: _, ...outputs } = failure.partialFailure?.properties ?? {};
    assert.deepEqual(outputs["initial"], { old: "1" }, "counters that are still to be deleted are remembered");
    const inputs = { groupId, fixed: { schema: "3" }, ...ownedBy("part") };
    await bench.update({ ...state, inputs, outputs }, {});
    assert.deepEqual(bench.app.counters(groupId), { schema: 3n });
  });

  it("are not supported for a Community, nor for a plan without them", async () => {
    const groupId = await bench.group("community", { type: "Community" });
    const community = await failureOf(bench.create({ groupId, fixed: { schema: 2 } }));
    assert.match(community.message, /is a Community: the service has no counters for that type/);
    bench.emulator.faults.add({ api: "get_group_counter", fault: { kind: "errorCode", code: 10059 } });
    const plan = await failureOf(bench.create({ groupId: await bench.group("plan"), fixed: { schema: 2 } }));
    assert.match(plan.message, /Could not create the counters of group .*10059.*Change the plan/s);
    assert.equal(plan.partialFailure, undefined);
  });

  it("are deleted with the group", async () => {
    const { groupId, state } = await declared({ fixed: { schema: 2 } });
    bench.app.recreate(groupId);
    bench.app.setCounters(groupId, { schema: 2n });
    // Creation times have a resolution of one second: a new group of the same second would be taken for the old one.
    const later = { ...state, outputs: { ...state.outputs, groupCreateTime: 1 } };
    assert.equal(await bench.refresh(later), undefined);
    await bench.delete(later);
    assert.deepEqual(bench.app.counters(groupId), { schema: 2n });
  });
});
