import assert from "node:assert/strict";
import { failureOf, type ResourceState } from "../support/groups";
import { ChildHost } from "./childHost";

describe("the attributes of a group", () => {
  let bench: ChildHost;
  let serial = 0;

  before(async () => {
    bench = await ChildHost.start("GroupAttributes");
  });
  after(() => bench.stop());
  afterEach(() => {
    bench.emulator.faults.clear();
    bench.emulator.journal.clear();
  });

  const mark = (groupId: string) => bench.app.attributes(groupId)["pulumi"];
  const own = (groupId: string) => {
    const { pulumi: _, ...attributes } = bench.app.attributes(groupId);
    return attributes;
  };
  /** Replaces them as a member's client would, but leaves the owner mark. */
  function meddle(groupId: string, attributes: Readonly<Record<string, string>>): void {
    const { pulumi = "" } = bench.app.attributes(groupId);
    bench.app.setAttributes(groupId, { pulumi, ...attributes });
  }

  function foreignGroup(attributes: Readonly<Record<string, string>>): string {
    serial += 1;
    const { groupId } = bench.app.create({ groupId: `foreign-${serial}`, type: "Public", name: "Theirs" });
    bench.app.setAttributes(groupId, attributes);
    return groupId;
  }

  async function declared(
    attributes: object,
    more: object = {},
  ): Promise<{ readonly groupId: string; readonly state: ResourceState }> {
    serial += 1;
    const groupId = await bench.group(`attributes-${serial}`);
    return { groupId, state: await bench.create({ groupId, attributes, ...more }) };
  }

  it("are written, changed and removed, and the owner mark is never touched", async () => {
    const { groupId, state } = await declared({ theme: "dark", size: "1" });
    const signed = mark(groupId);
    assert.deepEqual(own(groupId), { theme: "dark", size: "1" });
    const changed = await bench.update(state, { attributes: { theme: "light", lang: "de" } });
    assert.deepEqual(own(groupId), { theme: "light", lang: "de" });
    await bench.delete(changed);
    assert.deepEqual(bench.app.attributes(groupId), { pulumi: signed });
    assert.equal(bench.calls("set_group_attr") + bench.calls("clear_group_attr"), 0);
  });

  it("show changed, missing and undeclared keys as drift, and an up corrects them", async () => {
    const { groupId, state } = await declared({ a: "1", b: "2" });
    meddle(groupId, { a: "9", c: "3" });
    const drifted = await bench.refresh(state);
    assert.deepEqual(drifted?.outputs["attributes"], { a: "9", c: "3" });
    assert.deepEqual(drifted?.inputs["attributes"], { a: "9", c: "3" });
    await bench.update(drifted as ResourceState, { attributes: { a: "1", b: "2" } });
    assert.deepEqual(own(groupId), { a: "1", b: "2" });
  });

  it("that are not exclusive never touch foreign keys", async () => {
    const { groupId, state } = await declared({ a: "1", b: "2" }, { exclusive: false });
    meddle(groupId, { a: "1", b: "2", theirs: "x" });
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    const changed = await bench.update(state, { attributes: { a: "5" } });
    assert.deepEqual(own(groupId), { a: "5", theirs: "x" });
    await bench.delete(changed);
    assert.deepEqual(own(groupId), { theirs: "x" });
  });

  it("cause no write if everything is as declared", async () => {
    const { state } = await declared({ a: "1" });
    bench.emulator.journal.clear();
    await bench.update(state, {});
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
  });

  it("of a group of this stack are adopted", async () => {
    const groupId = await bench.group("taken-over");
    meddle(groupId, { theirs: "x" });
    await bench.create({ groupId, attributes: { a: "1" } });
    assert.deepEqual(own(groupId), { a: "1" });
  });

  it("of a foreign group are refused, with other values and with the declared ones", async () => {
    const groupId = foreignGroup({ a: "theirs", b: "2" });
    const strange = await failureOf(bench.create({ groupId, attributes: { a: "theirs" } }));
    assert.match(strange.message, /Refused to adopt.*the attributes "a", "b" \(with exclusive: false, undeclared/);
    assert.equal(strange.partialFailure, undefined);
    for (const a of ["1", "theirs"]) {
      const other = await failureOf(bench.create({ groupId, attributes: { a, c: "3" }, exclusive: false }));
      assert.match(
        other.message,
        /the attribute "a", and the group does not provably belong to this stack.*adopt: "always"/,
      );
    }
    const all = await failureOf(bench.create({ groupId, attributes: { a: "theirs", b: "2" } }));
    assert.match(all.message, /the attributes "a", "b", and the group does not provably belong to this stack/);
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
    await bench.create({ groupId, attributes: { c: "3" }, exclusive: false });
    await bench.create({ groupId, attributes: { a: "1" }, adopt: "always" });
    assert.deepEqual(bench.app.attributes(groupId), { a: "1" });
  });

  it("of a foreign group are not adopted by a later change either, even with their current values", async () => {
    const groupId = foreignGroup({ theirs: "x" });
    const kept = await bench.create({ groupId, attributes: { a: "1" }, exclusive: false });
    const { message } = await failureOf(bench.update(kept, { attributes: { a: "1", theirs: "x" } }));
    assert.match(message, /Refused to adopt.*the attribute "theirs", and/);
    await bench.delete(kept);
    assert.deepEqual(bench.app.attributes(groupId), { theirs: "x" });
  });

  it("of a foreign group whose creation stopped halfway are completed by the next up", async () => {
    const groupId = foreignGroup({ theirs: "x" });
    // The write takes effect, its answer is lost, and the read-back is refused. Two reads come before: the ownership of the
    // group, and its attributes.
    bench.emulator.faults.add({ api: "modify_group_attr", groupId, fault: { kind: "reset", when: "after" } });
    const refusal = { kind: "errorCode", code: 10004 } as const;
    const times = Number.POSITIVE_INFINITY;
    bench.emulator.faults.add({ api: "modify_group_attr", groupId, times, fault: refusal });
    bench.emulator.faults.add({ api: "get_group_attr", groupId, skip: 2, times, fault: refusal });
    const inputs = { groupId, attributes: { a: "1" }, exclusive: false, __managedBy: "acme/chat/dev/part" };
    const { partialFailure } = await failureOf(bench.create(inputs));
    bench.emulator.faults.clear();
    assert.deepEqual(own(groupId), { theirs: "x", a: "1" });
    const { __provider: _, ...outputs } = partialFailure?.properties ?? {};
    await bench.delete(await bench.update({ id: groupId, inputs, outputs }, {}));
    assert.deepEqual(own(groupId), { theirs: "x" });
  });

  it("that are exclusive no longer leave keys alone that a refresh has found", async () => {
    const { groupId, state } = await declared({ a: "1" });
    meddle(groupId, { a: "1", c: "theirs" });
    const refreshed = (await bench.refresh(state)) as ResourceState;
    assert.deepEqual(refreshed.outputs["attributes"], { a: "1", c: "theirs" });
    const changed = await bench.update(refreshed, { attributes: { a: "1" }, exclusive: false });
    assert.deepEqual(own(groupId), { a: "1", c: "theirs" });
    await bench.delete(changed);
    assert.deepEqual(own(groupId), { c: "theirs" });
  });

  it("that are exclusive no longer leave them alone either if that stops halfway", async () => {
    const { groupId, state } = await declared({ a: "1" });
    meddle(groupId, { a: "1", c: "theirs" });
    const refreshed = (await bench.refresh(state)) as ResourceState;
    bench.emulator.faults.add({ api: "modify_group_attr", fault: { kind: "errorCode", code: 10007 } });
    const failure = await failureOf(bench.update(refreshed, { attributes: { a: "2" }, exclusive: false }));
    const { __provider: _, ...outputs } = failure.partialFailure?.properties ?? {};
    assert.deepEqual(outputs["attributes"], { a: "2" });
    await bench.delete({ ...state, outputs });
    assert.deepEqual(own(groupId), { c: "theirs" });
  });

  it("of a foreign group are not removed by a later exclusive declaration either", async () => {
    const groupId = foreignGroup({ theirs: "x" });
    const kept = await bench.create({ groupId, attributes: { a: "1" }, exclusive: false });
    const { message } = await failureOf(bench.update(kept, { exclusive: undefined }));
    assert.match(message, /Refused to adopt.*"theirs"/);
    assert.deepEqual(bench.app.attributes(groupId), { theirs: "x", a: "1" });
  });

  it("that are exclusive in a foreign group keep in a delete what others wrote there since", async () => {
    for (const isRefreshed of [false, true]) {
      const groupId = foreignGroup({});
      const state = await bench.create({ groupId, attributes: { a: "1" } });
      meddle(groupId, { a: "1", theirs: "x" });
      await bench.delete(isRefreshed ? ((await bench.refresh(state)) as ResourceState) : state);
      assert.deepEqual(own(groupId), { theirs: "x" });
    }
    const groupId = foreignGroup({});
    const state = await bench.create({ groupId, attributes: { a: "1" }, adopt: "always" });
    meddle(groupId, { a: "1", theirs: "x" });
    await bench.delete(state);
    assert.deepEqual(own(groupId), {});
  });

  it("of a foreign group keep what is written there during the operation", async () => {
    const groupId = foreignGroup({});
    const changedByOther = bench.emulator.journal
      .next({ api: "modify_group_attr", groupId })
      .then(() => meddle(groupId, { a: "1", theirs: "x" }));
    const failure = await failureOf(bench.create({ groupId, attributes: { a: "1" } }));
    await changedByOther;
    assert.match(failure.message, /Refused to adopt.*the attribute "theirs" .*exclusive: false/s);
    assert.deepEqual(own(groupId), { a: "1", theirs: "x" });
  });

  it("of this stack's own group remove what is written there during the operation", async () => {
    serial += 1;
    const groupId = await bench.group(`attributes-${serial}`);
    const changedByOther = bench.emulator.journal
      .next({ api: "modify_group_attr", groupId })
      .then(() => meddle(groupId, { a: "1", theirs: "x" }));
    await bench.create({ groupId, attributes: { a: "1" } });
    await changedByOther;
    assert.deepEqual(own(groupId), { a: "1" });
  });

  it("are written all the same if another client writes at that moment", async () => {
    const conflict = { kind: "errorCode", code: 10056 } as const;
    bench.emulator.faults.add({ api: "modify_group_attr", skip: 1, times: 2, fault: conflict });
    const { groupId } = await declared({ a: "1" });
    assert.deepEqual(own(groupId), { a: "1" });
    assert.equal(bench.calls("modify_group_attr"), 4);
  });

  it("of a group with endless other writes stay in the state, and the next up completes them", async () => {
    const { groupId, state } = await declared({ a: "1", b: "2" });
    const conflict = { kind: "errorCode", code: 10007 } as const;
    bench.emulator.faults.add({ api: "modify_group_attr", fault: conflict });
    bench.emulator.faults.add({ api: "delete_group_attr", skip: 1, fault: conflict });
    const first = await failureOf(bench.update(state, { attributes: { a: "9" } }));
    assert.match(first.message, /Could not finish the attributes of group .*10007.*next `pulumi up` finishes it/s);
    const properties = first.partialFailure?.properties ?? {};
    assert.deepEqual(properties["attributes"], { a: "9", b: "2" }, "keys that are still to be removed are remembered");
    const { __provider: _, ...outputs } = properties;
    const half = { ...state, inputs: { ...state.inputs, attributes: { a: "9" } }, outputs };
    await bench.update(half, {});
    assert.deepEqual(own(groupId), { a: "9" });
  });

  it("are as declared after a lost answer as well", async () => {
    bench.emulator.faults.add({ api: "modify_group_attr", skip: 1, fault: { kind: "reset", when: "after" } });
    const { groupId, state } = await declared({ a: "1" });
    assert.deepEqual(own(groupId), { a: "1" });
    bench.emulator.faults.add({ api: "delete_group_attr", fault: { kind: "reset", when: "after" } });
    await bench.delete(state);
    assert.deepEqual(own(groupId), {});
  });

  it("that the service does not support cause a message that says so", async () => {
    const groupId = foreignGroup({});
    const ok = JSON.stringify({ ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" });
    bench.emulator.faults.add({
      api: "modify_group_attr",
      groupId,
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "body", body: ok, when: "before" },
    });
    const { message, partialFailure } = await failureOf(bench.create({ groupId, attributes: { a: "1" } }));
    assert.match(message, /did not accept its attributes "a"/);
    assert.equal(partialFailure?.id, groupId);
  });

  it("are deleted with the group, whatever has its id now", async () => {
    const { groupId, state } = await declared({ a: "1" }, {});
    bench.app.disband(groupId);
    assert.equal(await bench.refresh(state), undefined);
    await bench.delete(state);
    await bench.says(new RegExp(`attributes of group ${groupId}.*no longer exists, since the group is gone`));
    const { message } = await failureOf(bench.update(state, { attributes: { a: "2" } }));
    assert.match(message, /no longer exists.*--refresh/);
  });

  it("need a group", async () => {
    const { message } = await failureOf(bench.create({ groupId: "nowhere", attributes: { a: "1" } }));
    assert.match(message, /Could not create the attributes of group nowhere .*: there is no group nowhere/);
  });
});
