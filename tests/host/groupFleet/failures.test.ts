import assert from "node:assert/strict";
import type { Fault, FaultRule } from "../../../emulator";
import { countOf, FleetHost, groupsOf, idsOf, leavingOf } from "./fleetHost";

const always = Number.POSITIVE_INFINITY;
const reset: Fault = { kind: "reset", when: "before" };

describe("a fleet of which a part fails", () => {
  let fleets: FleetHost;
  const fail = (rule: Omit<FaultRule, "times">) => fleets.emulator.faults.add({ times: always, ...rule });

  before(async () => {
    fleets = await FleetHost.start({ emulator: { rateLimit: false }, env: { TENCENT_CHAT_DEADLINE_SECONDS: "4" } });
  });
  beforeEach(() => fleets.reset());
  after(() => fleets.stop());

  it("with an id that belongs to another program creates the others, and the next update finishes it", async () => {
    await fleets.createTheirs("b");
    const theirs = fleets.app.group("b");
    const args = groupsOf({ a: { groupId: "a" }, b: { groupId: "b" }, c: {} });
    const { failure, fleet } = await fleets.tryCreate(args);
    assert.match(failure, /^The group fleet rooms was not created completely: 2 of 3 groups exist\.\n/);
    assert.match(failure, /\n {2}- Refused to adopt the group b \(acme\/chat\/dev\/b\): .* belongs to resource theirs/);
    assert.match(
      failure,
      /stays in the state: the next `pulumi up` continues from there, and `pulumi destroy` disbands/,
    );
    assert.deepEqual(Object.keys(idsOf(fleet)).sort(), ["a", "c"]);
    assert.deepEqual(fleets.app.group("b"), theirs);

    const again = fleet && (await fleets.tryUpdate(fleet, args));
    assert.match(String(again?.failure), /not updated completely\.\n {2}- Refused to adopt the group b/);
    assert.deepEqual(again?.fleet?.outputs, fleet?.outputs);
    fleets.app.disband("b");
    fleets.emulator.journal.clear();
    const done = again?.fleet && (await fleets.update(again.fleet, args));
    fleets.assertHas(done, "a", "b", "c");
    assert.deepEqual(fleets.writes, ["create_group b"]);
  });

  it("with an unmarked group of somebody under a chosen id leaves it alone, also in the delete", async () => {
    fleets.app.create({ groupId: "b", type: "Public", name: "Somebody's" });
    const { fleet } = await fleets.tryCreate(groupsOf({ a: {}, b: { groupId: "b" } }));
    assert.ok(fleet);
    assert.equal(await fleets.delete(fleet), "");
    assert.deepEqual(fleets.ids, ["b"]);
    assert.equal(fleets.app.group("b")?.name, "Somebody's");
    assert.deepEqual(fleets.app.attributes("b"), {});
  });

  it('with adopt "always" for one group takes over that one, and no other', async () => {
    await fleets.createTheirs("a");
    await fleets.createTheirs("b");
    const args = groupsOf({ a: { groupId: "a" }, b: { groupId: "b", adopt: "always" } });
    const { failure, fleet } = await fleets.tryCreate(args);
    assert.match(failure, /1 of 2 groups exist\.\n {2}- Refused to adopt the group a/);
    assert.deepEqual(idsOf(fleet), { b: "b" });
    assert.equal(fleet && (await fleets.delete(fleet)), "");
    assert.deepEqual(fleets.ids, ["a"]);
  });

  it("is not in the state if none of its groups exists", async () => {
    await fleets.createTheirs("a");
    const { failure, fleet } = await fleets.tryCreate(groupsOf({ a: { groupId: "a" } }));
    assert.match(failure, /0 of 1 groups exist\..*\nNothing is in the state\.$/s);
    assert.equal(fleet, undefined);
  });

  it("finds the groups that a killed run created, and adopts them without a second one", async () => {
    await fleets.create(countOf(5));
    fleets.emulator.journal.clear();
    const found = await fleets.create(countOf(8));
    fleets.assertHas(found, ...Object.keys(idsOf(found)));
    assert.equal(fleets.writes.length, 3);
    assert.equal(fleets.app.counts().created, 9);
  });

  it("keeps a group whose create got no answer, with its attempt; the next update checks it", async () => {
    fail({ api: "create_group", groupId: "a", fault: { kind: "reset", when: "after" } });
    const unread = fail({ api: "get_group_info", skip: 1, fault: reset });
    const args = groupsOf({ a: { groupId: "a" } });
    const { failure, fleet } = await fleets.tryCreate(args);
    assert.match(failure, /It is not known whether the group was created/);
    assert.deepEqual(idsOf(fleet), { a: "a" });
    assert.match(JSON.stringify(fleet?.outputs["__groups"]), /attempt\W+from\W+\d+\W+to\W+\d+/);
    unread.remove();
    const done = fleet && (await fleets.update(fleet, args));
    fleets.assertHas(done, "a");
    assert.doesNotMatch(JSON.stringify(done?.outputs), /attempt/);
    assert.equal(fleets.app.counts().created, 2);
  });

  it("stops early if no group can succeed: after an authentication failure, and after 20 other failures", async () => {
    // A refused signature is repeated once.
    const calls = () =>
      new Set(fleets.emulator.journal.entries({ api: "create_group" }).flatMap(({ groupIds }) => groupIds)).size;
    fail({ api: "create_group", fault: { kind: "errorCode", code: 70003 } });
    const { failure, fleet } = await fleets.tryCreate(countOf(600));
    assert.equal(fleet, undefined);
    assert.match(failure, /0 of 600 groups exist/);
    assert.match(failure, /\n {2}- and \d+ more\n {2}\d+ groups were not begun\./);
    assert.ok(calls() <= 128, `${calls()} groups`);
    fleets.emulator.faults.clear();
    fleets.emulator.journal.clear();
    fail({ api: "create_group", fault: { kind: "errorCode", code: 10004 } });
    assert.match((await fleets.tryCreate(countOf(600))).failure, /\d+ groups were not begun\./);
    assert.ok(calls() <= 20 + 128, `${calls()} groups`);
  });

  it("disbands nothing before all creates and changes were successful", async () => {
    const fleet = await fleets.create(groupsOf({ old: {} }));
    const broken = fail({ api: "create_group", fault: { kind: "errorCode", code: 10004 } });
    const { failure, fleet: next } = await fleets.tryUpdate(fleet, groupsOf({ new: {} }));
    assert.match(failure, /\n {2}1 group was not begun\./);
    assert.deepEqual(leavingOf(next), [idsOf(fleet)["old"]]);
    fleets.assertHas(next);
    broken.remove();
    assert.ok(next);
    assert.equal((await fleets.diff(next, groupsOf({ new: {} }))).changes, "some");
    const done = await fleets.update(next, groupsOf({ new: {} }));
    fleets.assertHas(done, "new");
    assert.deepEqual(leavingOf(done), []);
  });

  it("takes a group that was to leave back, if the program declares it again", async () => {
    const fleet = await fleets.create(groupsOf({ old: {} }));
    fail({ api: "create_group", fault: { kind: "errorCode", code: 10004 } });
    const { fleet: next } = await fleets.tryUpdate(fleet, groupsOf({ new: {} }));
    fleets.emulator.journal.clear();
    const back = next && (await fleets.update(next, groupsOf({ old: {} })));
    assert.deepEqual(back?.outputs, fleet.outputs);
    assert.deepEqual(fleets.writes, []);
  });

  it("keeps what it knows of a group whose update fails", async () => {
    const fleet = await fleets.create(groupsOf({ a: {}, b: {} }));
    const { a = "" } = idsOf(fleet);
    const broken = fail({ api: "modify_group_base_info", groupId: a, fault: { kind: "errorCode", code: 10004 } });
    const news = groupsOf({ a: { introduction: "A" }, b: { introduction: "B" } });
    const { failure, fleet: next } = await fleets.tryUpdate(fleet, news);
    assert.match(failure, new RegExp(`not updated completely\\.\\n {2}- .*${a}`));
    fleets.assertHas(next, "a", "b");
    broken.remove();
    fleets.emulator.journal.clear();
    assert.ok(next);
    fleets.assertHas(await fleets.update(next, news), "a", "b");
    assert.equal(fleets.app.group(a)?.introduction, "A");
    assert.deepEqual(fleets.writes, [`modify_group_base_info ${a}`]);
  });

  describe("because groups are already gone", () => {
    it("is deleted without an error, and other groups stay", async () => {
      const fleet = await fleets.create(groupsOf({ a: {}, b: {}, c: {} }));
      const { a = "", b = "" } = idsOf(fleet);
      fleets.app.disband(a);
      fail({ api: "destroy_group", groupId: b, fault: { kind: "errorCode", code: 10010, effect: "before" } });
      fleets.newLines();
      assert.equal(await fleets.delete(fleet), "");
      await fleets.nextLine(new RegExp(`The group ${a} \\(acme/chat/dev/a\\) is already gone`));
      assert.deepEqual(fleets.ids, []);
    });

    it("is read without them, and the next update creates them again", async () => {
      const args = groupsOf({ a: {}, b: {} });
      const fleet = await fleets.create(args);
      fleets.app.disband(String(idsOf(fleet)["a"]));
      fleets.newLines();
      const read = await fleets.read(fleet);
      await fleets.nextLine(
        /Groups of the group fleet rooms no longer exist, and the next `pulumi up` creates them again: a\./,
      );
      fleets.assertHas(read, "b");
      assert.ok(read);
      fleets.assertHas(await fleets.update(read, args), "a", "b");
      assert.equal(fleets.app.counts().created, 4);
    });

    it("is dropped by a read that finds none of them", async () => {
      const fleet = await fleets.create(groupsOf({ a: {}, b: {} }));
      for (const id of fleets.ids) fleets.app.disband(id);
      assert.equal(await fleets.read(fleet), undefined);
    });

    it("says so in an update, changes the others, and disbands nothing", async () => {
      const fleet = await fleets.create(groupsOf({ a: {}, b: {}, c: {} }));
      fleets.app.disband(String(idsOf(fleet)["a"]));
      const { failure, fleet: next } = await fleets.tryUpdate(fleet, {
        ...groupsOf({ a: {}, b: {} }),
        defaults: { type: "Public", name: "New" },
      });
      assert.match(
        failure,
        /\n {2}- Cannot update the group \S+ \(acme\/chat\/dev\/a\): it no longer exists.* Run `pulumi up --refresh`/,
      );
      assert.equal(fleets.app.group(String(idsOf(next)["b"]))?.name, "New");
      assert.equal(fleets.ids.length, 2);
    });

    it("is not disturbed by one that was to be disbanded", async () => {
      const fleet = await fleets.create(groupsOf({ a: {}, b: {} }));
      fleets.app.disband(String(idsOf(fleet)["a"]));
      fleets.assertHas(await fleets.update(fleet, groupsOf({ b: {} })), "b");
    });
  });

  it("by a read that fails changes nothing, and says which group", async () => {
    const fleet = await fleets.create(groupsOf({ a: {}, b: {} }));
    fail({ api: "get_group_info", fault: { kind: "errorCode", code: 10004 } });
    await assert.rejects(
      fleets.read(fleet),
      /Could not read the group fleet rooms completely\. Nothing was changed\.\n {2}- /,
    );
  });
});
