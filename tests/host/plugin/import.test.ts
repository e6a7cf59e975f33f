import assert from "node:assert/strict";
import { Plugin } from "./support/plugin";
import { PluginRig, urnOf, useRig } from "./support/stack";

const urn = urnOf("Group", "lobby");
const theirs = { groupId: "lobby", type: "Public", name: "Lobby", ownerAccount: "alice" } as const;

describe("an import of a group into the plugin", () => {
  const test = useRig();

  it("declares what differs from the defaults, and writes nothing", async () => {
    const { rig } = test;
    rig.app.create({ ...theirs, introduction: "Hello", applyJoinOption: "FreeAccess", customFields: { team: "red" } });
    rig.emulator.journal.clear();
    const { inputs } = await rig.import(urn, "lobby");
    assert.deepEqual(inputs, {
      ...theirs,
      introduction: "Hello",
      applyJoinOption: "FreeAccess",
      customFields: { team: "red" },
    });
    assert.deepEqual(rig.changes, []);
  });

  it("is followed by an update that only writes the owner mark, and says so", async () => {
    const { rig } = test;
    rig.app.create(theirs);
    const entry = await rig.import(urn, "lobby");
    rig.emulator.journal.clear();
    const preview = await rig.preview(entry, entry.inputs);
    assert.deepEqual([preview.changes, preview.details, preview.replaces], ["some", {}, []]);
    assert.match(
      rig.plugin.stdout.join("\n"),
      /Imported groups have no owner mark of this stack yet: `pulumi up` writes it, and changes nothing else/,
    );
    assert.deepEqual(rig.changes, []);
    const updated = await rig.update(entry, entry.inputs);
    assert.deepEqual(rig.changes, ["modify_group_attr"]);
    assert.equal((await rig.preview(updated, entry.inputs)).changes, "none");
    await rig.destroy(updated);
    assert.equal(rig.app.group("lobby"), undefined);
  });

  it("of another owner is refused, with the ways out", async () => {
    const { rig } = test;
    const other = await Plugin.start({
      config: {},
      env: rig.emulator.env(),
      id: "99999999-2222-4333-8444-555555555555",
    });
    const inputs = (await other.check(urn, {}, theirs)).inputs;
    await other.create(urn, inputs);
    await other.stop();
    rig.emulator.journal.clear();
    await assert.rejects(
      rig.import(urn, "lobby"),
      /Refused to import the group lobby: it belongs to resource lobby of stack organization\/chat\/dev .*Nothing was changed.*getGroup.*adopt: "always"/s,
    );
    await assert.rejects(rig.import(urnOf("GroupMembers"), "lobby"), /Refused to import the members of group lobby/);
    assert.deepEqual(rig.changes, []);
    // A program may read it.
    assert.equal((await rig.plugin.read(urn, "lobby", {}, {})).outputs["name"], "Lobby");
  });

  it("that does not exist finds nothing", async () => {
    assert.equal((await test.rig.plugin.read(urn, "nothing")).id, "");
  });

  it("of something without an object in the service is refused with the way to declare it", async () => {
    await assert.rejects(
      test.rig.import(urnOf("EphemeralStack"), "x"),
      /cannot be imported.*Declare it, and run `pulumi up`/s,
    );
    await assert.rejects(test.rig.import(urnOf("GroupFleet"), "x"), /Import its groups as `Group`/);
    await assert.rejects(
      test.rig.import(urnOf("GroupMember"), "room"),
      /The id of a GroupMember is <group id>\/<UserID>/,
    );
  });

  it("of mutes with different ends is refused, since one resource declares one end", async () => {
    const { rig } = test;
    rig.app.create(theirs);
    for (const user of ["bob", "carol"]) rig.app.join("lobby", user);
    rig.app.mute("lobby", "bob");
    rig.app.mute("lobby", "carol", 3600);
    await assert.rejects(rig.import(urnOf("MutedMembers"), "lobby"), /its users are muted until different times/);
  });

  it("of 200 groups takes a few seconds", async () => {
    const { rig } = test;
    const ids = Array.from({ length: 200 }, (_, index) => `group-${index}`);
    for (const groupId of ids) rig.app.create({ ...theirs, groupId });
    const start = performance.now();
    await Promise.all(ids.map((id) => rig.import(urnOf("Group", id), id)));
    assert.ok(performance.now() - start < 10_000);
  });
});

describe("the functions of the plugin", () => {
  let rig: PluginRig;
  before(async () => {
    rig = await PluginRig.start();
    rig.clear();
    rig.app.create(theirs);
  });
  after(() => rig.stop());

  it("return an object, under the name of the schema where the result is none", async () => {
    assert.equal((await rig.plugin.invoke("getGroup", { groupId: "lobby" }))["name"], "Lobby");
    assert.deepEqual(await rig.plugin.invoke("listGroups", {}), { groupIds: ["lobby"] });
    assert.deepEqual(await rig.plugin.invoke("checkAccounts", { userIds: ["alice", "zoe"] }), {
      imported: { alice: true, zoe: false },
    });
    assert.deepEqual(await rig.plugin.invoke("getGroups", { groupIds: ["nothing"] }), {
      groups: {},
      missing: ["nothing"],
    });
  });

  it("fail with what was being read", async () => {
    await assert.rejects(rig.plugin.invoke("getGroup", { groupId: "nothing" }), /There is no group nothing in the app/);
    await assert.rejects(rig.plugin.invoke("getGroup", { groupID: "x" }), /did you mean groupId/);
  });
});
