import assert from "node:assert/strict";
import { sendMessage } from "../support/messages";
import { FleetHost, groupsOf, idsOf, leavingOf } from "./fleetHost";

const notice = "send_group_system_notification";

describe("disbanding the groups of a fleet", () => {
  let fleets: FleetHost;
  const sent = () => fleets.emulator.journal.entries({ api: notice }).flatMap(({ groupIds }) => groupIds);

  before(async () => {
    fleets = await FleetHost.start({
      emulator: { rateLimit: false },
      env: { TENCENT_CHAT_FORCE_DISBAND: "forced, forced-2" },
    });
  });
  beforeEach(() => fleets.reset());
  after(() => fleets.stop());

  const guard = { disbandOnlyIf: { emptyOfMessages: true } };

  it("refuses a guarded one in use, disbands the others, and finishes when the guard allows it", async () => {
    const fleet = await fleets.create(
      groupsOf({ a: {}, b: { groupId: "b", ...guard, disbandOnlyIf: { membersAtMost: 0 } }, c: {} }),
    );
    fleets.app.join("b", "bob");
    const failure = await fleets.delete(fleet);
    assert.match(
      failure,
      /^The group fleet rooms was not disbanded completely\.\n {2}- Refused to disband the group b /,
    );
    assert.match(failure, /membersAtMost 0: it has 1 member/);
    assert.match(failure, /set TENCENT_CHAT_FORCE_DISBAND=b /);
    assert.match(
      failure,
      /It stays in the state: run `pulumi destroy` again\. To keep it instead, run `pulumi up --refresh`/,
    );
    assert.deepEqual(fleets.ids, ["b"]);
    assert.equal(fleets.emulator.journal.count({ api: "destroy_group", groupId: "b" }), 0);
    fleets.app.leave("b", "bob");
    assert.equal(await fleets.delete(fleet), "");
    assert.deepEqual(fleets.ids, []);
  });

  it("is forced for the one group that the variable names, and for no other", async () => {
    const fleet = await fleets.create(groupsOf({ a: { groupId: "forced", ...guard }, b: { groupId: "b", ...guard } }));
    for (const id of ["forced", "b"]) await sendMessage(fleets.emulator, id);
    assert.match(await fleets.delete(fleet), /- Refused to disband the group b .*emptyOfMessages/s);
    assert.deepEqual(fleets.ids, ["b"]);
  });

  it("keeps a guarded one that an update removes in the state, until the guard allows it", async () => {
    const fleet = await fleets.create(
      groupsOf({ a: { groupId: "a", ...guard, disbandOnlyIf: { membersAtMost: 0 } }, b: {}, c: {} }),
    );
    const { c = "" } = idsOf(fleet);
    fleets.app.join("a", "bob");
    const { failure, fleet: next } = await fleets.tryUpdate(fleet, groupsOf({ b: {} }));
    assert.match(failure, /not updated completely\.\n {2}- Refused to disband the group a /);
    assert.equal(fleets.app.group(c), undefined);
    assert.deepEqual(leavingOf(next), ["a"]);
    fleets.assertHas(next, "b");
    assert.ok(next);
    fleets.assertHas(await fleets.read(next), "b");
    fleets.app.leave("a", "bob");
    fleets.assertHas(await fleets.update(next, groupsOf({ b: {} })), "b");
    assert.deepEqual(fleets.ids, Object.values(idsOf(next)));
  });

  it("does not lose a guard that an update removes together with its group, nor in a delete", async () => {
    const fleet = await fleets.create(groupsOf({ a: { groupId: "a", ...guard } }));
    await sendMessage(fleets.emulator, "a");
    const { fleet: next } = await fleets.tryUpdate(fleet, groupsOf({}));
    assert.ok(next);
    assert.match(await fleets.delete(next), /- Refused to disband the group a /);
    assert.deepEqual(fleets.ids, ["a"]);
  });

  it("sends the farewell of each, once, before its disband, and waits for all at the same time", async () => {
    // Long enough for a busy machine to send all of them in it.
    const farewell = { message: "The match {key} ends.", wait: "10s" };
    const groups = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`m${index}`, {}]));
    const fleet = await fleets.create({ defaults: { type: "Public", name: "Room", farewell }, groups });
    fleets.emulator.journal.clear();
    const started = performance.now();
    assert.equal(await fleets.delete(fleet), "");
    // 150 groups, 128 at a time: it would take two waits.
    const entries = fleets.emulator.journal.entries({ effect: true });
    const span = Number(entries.at(-1)?.at) - Number(entries[0]?.at);
    assert.ok(performance.now() - started >= 10_000);
    const order = entries.map(({ api }) => api);
    assert.equal(order.filter((api) => api === notice).length, 150);
    assert.ok(order.indexOf("destroy_group") >= 150, `all waited together; it took ${span} ms`);
    assert.match(JSON.stringify(entries[0]?.body), /The match m\d+ ends\./);
    assert.deepEqual(fleets.ids, []);
    await fleets.nextLine(/^\.\.\. and 140 more such lines\.$/);
  });

  it("sends no farewell to a group that is kept, or that belongs to another program now", async () => {
    const farewell = { message: "Bye" };
    const fleet = await fleets.create({
      defaults: { type: "Public", name: "Room", farewell },
      groups: { a: { groupId: "a" }, b: { groupId: "b", disbandOnlyIf: { membersAtMost: 0 } }, c: { groupId: "c" } },
    });
    fleets.app.join("b", "bob");
    const theirs = { __identity: "00000000-0000-4000-8000-000000000000", __managedBy: "acme/chat/prod/theirs" };
    const { failure } = await fleets.tryCreate(groupsOf({ c: { groupId: "c", adopt: "always" } }), "theirs", theirs);
    assert.equal(failure, "");
    const refused = await fleets.delete(fleet);
    assert.match(refused, /- Refused to disband the group c .*: it belongs to resource c of stack acme\/chat\/prod/);
    assert.match(refused, /- Refused to disband the group b /);
    assert.deepEqual(sent(), ["a"]);
    assert.deepEqual(fleets.ids, ["b", "c"]);
  });

  it("refuses one that another program has taken over, in an update as well, and keeps it as it is", async () => {
    const fleet = await fleets.create(groupsOf({ a: { groupId: "a" }, b: { groupId: "b" } }));
    const theirs = { __identity: "00000000-0000-4000-8000-000000000000", __managedBy: "acme/chat/prod/theirs" };
    await fleets.tryCreate(groupsOf({ a: { groupId: "a", adopt: "always", name: "Theirs" } }), "theirs", theirs);
    const group = fleets.app.group("a");
    const changed = { defaults: { type: "Public", name: "New" }, groups: { a: { groupId: "a" }, b: { groupId: "b" } } };
    const { failure, fleet: next } = await fleets.tryUpdate(fleet, changed);
    assert.match(failure, /- Refused to update the group a .*: it belongs to resource a of stack acme\/chat\/prod/);
    assert.equal(fleets.app.group("b")?.name, "New");
    assert.deepEqual(fleets.app.group("a"), group);
    assert.ok(next);
    fleets.assertHas(next, "a", "b");
    const removed = await fleets.tryUpdate(next, groupsOf({ b: { groupId: "b" } }));
    assert.match(removed.failure, /- Refused to disband the group a /);
    assert.deepEqual(fleets.app.group("a"), group);
  });
});
