import assert from "node:assert/strict";
import { ownedBy } from "../support/groups";
import { UNKNOWN } from "../support/values";
import { countOf, FleetHost, groupsOf, idsOf } from "./fleetHost";

describe("a fleet", () => {
  let fleets: FleetHost;
  const nameOf = (id: string | undefined) => fleets.app.group(String(id))?.name;

  before(async () => {
    fleets = await FleetHost.start({ emulator: { rateLimit: false } });
  });
  beforeEach(() => fleets.reset());
  after(() => fleets.stop());

  it("creates each of its groups once, and a delete disbands them and no other", async () => {
    const fleet = await fleets.create(groupsOf({ a: {}, b: { groupId: "chosen", ownerAccount: "alice" } }));
    fleets.assertHas(fleet, "a", "b");
    assert.match(String(idsOf(fleet)["a"]), /^dev-a-/);
    assert.equal(idsOf(fleet)["b"], "chosen");
    assert.equal(fleets.app.group("chosen")?.ownerAccount, "alice");
    assert.equal(fleets.app.counts().created, 3);
    assert.equal(await fleets.delete(fleet), "");
    assert.deepEqual(fleets.ids, []);
  });

  it("changes only the groups that differ, and says which", async () => {
    const fleet = await fleets.create(groupsOf({ a: {}, b: {}, c: {} }));
    const { a, c } = idsOf(fleet);
    const news = groupsOf({ a: {}, b: { introduction: "Hello" }, d: {} });
    fleets.newLines();
    fleets.emulator.journal.clear();
    assert.equal((await fleets.diff(fleet, news)).changes, "some");
    assert.equal(fleets.emulator.journal.count(), 0, "a plan makes no call");
    assert.equal(
      fleets.newLines(),
      "The group fleet rooms: create 1: d; change 1: b (introduction); disband 1: c; leave 1 unchanged.",
    );
    const next = await fleets.update(fleet, news);
    fleets.assertHas(next, "a", "b", "d");
    const { b, d } = idsOf(next);
    assert.deepEqual(fleets.writes, [`create_group ${d}`, `destroy_group ${c}`, `modify_group_base_info ${b}`]);
    assert.equal(fleets.emulator.journal.count({ groupId: String(a) }), 0, "an unchanged group is not even read");
    assert.equal((await fleets.diff(next, news)).changes, "none");
  });

  it("replaces {key} in the defaults, and {index} and {key} in a template", async () => {
    const defaults = { type: "Public", name: "{key} {index}", customFields: {} };
    const named = await fleets.create({ defaults, groups: { red: {}, blue: { name: "{key}" } } });
    assert.deepEqual([nameOf(idsOf(named)["red"]), nameOf(idsOf(named)["blue"])], ["red {index}", "{key}"]);
    const template = { groupId: "match-{index}", introduction: "No. {index}", farewell: { message: "{index} ends" } };
    const counted = await fleets.create({ defaults: { ...defaults, groupId: "no" }, count: 2, template }, "match");
    assert.deepEqual(idsOf(counted), { 0: "match-0", 1: "match-1" });
    assert.deepEqual([nameOf("match-0"), nameOf("match-1")], ["0 0", "1 1"]);
    assert.equal(fleets.app.group("match-1")?.introduction, "No. 1");
    assert.equal(await fleets.delete(counted), "");
    assert.equal(lastFarewell(fleets), "1 ends");
  });

  it("with a higher count creates more groups, and with a lower one disbands the last ones", async () => {
    const three = await fleets.create(countOf(3));
    const five = await fleets.update(three, countOf(5));
    fleets.assertHas(five, "0", "1", "2", "3", "4");
    assert.deepEqual({ ...idsOf(five), ...idsOf(three) }, idsOf(five));
    const one = await fleets.update(five, countOf(1));
    fleets.assertHas(one, "0");
    assert.equal(idsOf(one)["0"], idsOf(three)["0"]);
    const none = await fleets.update(one, countOf(0));
    assert.deepEqual(fleets.ids, []);
    assert.equal((await fleets.read(none))?.id, none.id, "a fleet without groups stays in the state");
    assert.equal(await fleets.delete(none), "");
  });

  for (const type of ["Public", "Work", "Meeting"]) {
    it(`that an alias renames keeps its groups, which have the type ${type}, and their ids`, async () => {
      const fleet = await fleets.create(countOf(2, { type }));
      fleets.emulator.journal.clear();
      const { failure, fleet: renamed } = await fleets.tryUpdate(fleet, countOf(2, { type }), "halls");
      assert.equal(failure, "");
      assert.deepEqual(idsOf(renamed), idsOf(fleet));
      assert.deepEqual(fleets.writes, []);
      // The engine never changes an id.
      const again = renamed && (await fleets.update(renamed, countOf(3, { type })));
      assert.equal((again && (await fleets.diff(again, countOf(3, { type }))))?.changes, "none");
      assert.equal(again && (await fleets.delete(again)), "");
      assert.deepEqual(fleets.ids, []);
    });
  }

  it("whose groups swap their keys or ids disbands and creates nothing", async () => {
    const [x, y] = [
      { groupId: "x", name: "X" },
      { groupId: "y", name: "Y" },
    ];
    const fleet = await fleets.create(groupsOf({ a: x, b: y }));
    const times = ["x", "y"].map((id) => fleets.app.group(id)?.createTime);
    fleets.emulator.journal.clear();
    const swapped = await fleets.update(fleet, groupsOf({ a: y, b: x }));
    assert.deepEqual(idsOf(swapped), { a: "y", b: "x" });
    assert.deepEqual(fleets.writes, [], "only the owner marks are written");
    const renamed = await fleets.update(swapped, groupsOf({ a: { ...x, name: "New" }, c: y }));
    fleets.assertHas(renamed, "a", "c");
    assert.deepEqual(fleets.writes, ["modify_group_base_info x"]);
    assert.deepEqual(
      ["x", "y"].map((id) => fleets.app.group(id)?.createTime),
      times,
    );
  });

  it("from a list, whose first entry is removed, disbands only the group of that entry", async () => {
    const byIndex = (...ids: readonly string[]) =>
      groupsOf(Object.fromEntries(ids.map((groupId, index) => [index, { groupId }])));
    const fleet = await fleets.create(byIndex("x", "y", "z"));
    fleets.emulator.journal.clear();
    const less = await fleets.update(fleet, byIndex("y", "z"));
    assert.deepEqual(idsOf(less), { 0: "y", 1: "z" });
    assert.deepEqual(
      fleets.writes.filter((write) => !write.startsWith("modify")),
      ["destroy_group x"],
    );
    assert.deepEqual(["y", "z"].map(nameOf), ["Room 0", "Room 1"]);
  });

  it("whose group gets another type under a chosen id disbands it first, and creates another one", async () => {
    const fleet = await fleets.create(groupsOf({ a: { groupId: "x" }, b: { groupId: "y" } }));
    fleets.emulator.journal.clear();
    const next = await fleets.update(fleet, groupsOf({ a: { groupId: "x", type: "ChatRoom" }, b: { groupId: "y" } }));
    assert.deepEqual(createsAndDisbands(fleets), ["destroy_group", "create_group"]);
    assert.equal(fleets.app.group("x")?.type, "ChatRoom");
    fleets.assertHas(next, "a", "b");
  });

  it("whose group gets another type under a derived id creates another one first, and disbands the old one", async () => {
    const fleet = await fleets.create(groupsOf({ a: {} }));
    fleets.emulator.journal.clear();
    const next = await fleets.update(fleet, groupsOf({ a: { type: "ChatRoom" } }));
    assert.deepEqual(createsAndDisbands(fleets), ["create_group", "destroy_group"]);
    assert.notEqual(idsOf(next)["a"], idsOf(fleet)["a"]);
    fleets.assertHas(next, "a");
  });

  it("reads what another client changed, and the next update restores it", async () => {
    const args = groupsOf({ a: {}, b: {} });
    const fleet = await fleets.create(args);
    const { a = "" } = idsOf(fleet);
    fleets.app.edit(a, { name: "Spam" });
    fleets.emulator.journal.clear();
    const read = await fleets.read(fleet);
    assert.ok(read);
    assert.deepEqual(fleets.writes, []);
    fleets.newLines();
    assert.equal((await fleets.diff(read, args)).changes, "some");
    assert.match(fleets.newLines(), /change 1: a \(name\); leave 1 unchanged/);
    const next = await fleets.update(read, args);
    assert.equal(nameOf(a), "Room a");
    assert.deepEqual(fleets.writes, [`modify_group_base_info ${a}`]);
    assert.deepEqual(next.outputs, fleet.outputs);
  });

  it("whose groups are not known before the update makes no promises about any of them", async () => {
    const fleet = await fleets.create(groupsOf({ a: {}, b: {} }));
    fleets.newLines();
    for (const args of [
      { ...groupsOf({}), groups: UNKNOWN },
      groupsOf({ a: UNKNOWN, b: {} }),
      { ...groupsOf({ a: {} }), defaults: UNKNOWN },
    ]) {
      const { inputs, failures } = await fleets.bench
        .nextRun()
        .of("GroupFleet")
        .check(fleet.inputs, { ...args, ...ownedBy("rooms") });
      assert.deepEqual(failures, []);
      assert.equal(inputs["ids"], UNKNOWN);
      assert.equal((await fleets.diff(fleet, args)).changes, "unknown");
    }
    assert.equal(fleets.newLines(), "");
  });

  it("knows its chosen and derived ids in a preview, except one that depends on another resource", async () => {
    const { inputs } = await fleets.bench
      .nextRun()
      .of("GroupFleet")
      .check({}, { ...groupsOf({ a: {}, b: { groupId: "x" }, c: { groupId: UNKNOWN } }), ...ownedBy("rooms") });
    const { a, ...others } = inputs["ids"] as Record<string, string>;
    assert.match(String(a), /^dev-a-/);
    assert.deepEqual(others, { b: "x", c: UNKNOWN });
  });
});

/** The creates and disbands that had an effect, in their order. */
function createsAndDisbands({ emulator }: FleetHost): readonly string[] {
  return emulator.journal
    .entries({ effect: true })
    .map(({ api }) => api)
    .filter((api) => /^(create|destroy)_group$/.test(api));
}

/** The last farewell. */
function lastFarewell({ emulator }: FleetHost): unknown {
  const sent = emulator.journal.entries({ api: "send_group_system_notification" });
  return sent
    .map(({ body }) => (body as { Content?: unknown }).Content)
    .sort()
    .at(-1);
}
