import assert from "node:assert/strict";
import { secret, UNKNOWN } from "../support/values";
import { providerId } from "./support/plugin";
import { urnOf, useRig } from "./support/stack";

const unknownNumber = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
const room = { type: "Public", name: "Room" };

describe("the values of the plugin", () => {
  const test = useRig();
  const urn = urnOf("Group", "room");

  it("name the owner: the provider's id, and the names of the URN", async () => {
    const inputs = await test.rig.checked(urnOf("Group", "a::b", "acme:index:Sales$"), room);
    assert.equal(inputs["__identity"], providerId);
    assert.equal(inputs["__managedBy"], "organization/chat/dev/a::b");
    assert.equal(inputs["__parentUrn"], "urn:pulumi:dev::chat::acme:index:Sales::acme:index:Sales");
  });

  it("keep secrets secret in inputs and state, and send their content to the service", async () => {
    const args = { ...room, introduction: secret("hidden"), customFields: { team: secret("red") } };
    const { id, inputs, outputs } = await test.rig.create(urn, args);
    for (const bag of [inputs, outputs]) {
      assert.deepEqual(bag["introduction"], secret("hidden"));
      assert.deepEqual(bag["customFields"], { team: secret("red") });
      assert.equal(bag["name"], "Room");
    }
    assert.equal(test.rig.app.group(id)?.introduction, "hidden");
  });

  it("keep the settings of a fleet secret, which its state has under another name", async () => {
    const groups = { lobby: { introduction: secret("hidden") } };
    const { inputs, outputs } = await test.rig.create(urnOf("GroupFleet"), { defaults: room, groups });
    assert.deepEqual(inputs["groups"], groups);
    assert.doesNotMatch(JSON.stringify(outputs["ids"]), /hidden/);
    assert.equal((outputs["__groups"] as object & { value?: unknown }).value !== undefined, true);
    const open = await test.rig.create(urnOf("GroupFleet", "open"), { defaults: room, groups: { hall: {} } });
    assert.equal(typeof open.outputs["__groups"], "string");
  });

  it("may be unknown in a preview, whatever their type", async () => {
    const inputs = await test.rig.checked(urn, { type: UNKNOWN, name: UNKNOWN, maxMemberCount: unknownNumber });
    assert.equal(inputs["groupId"], UNKNOWN);
  });

  it("that are null are not given", async () => {
    const inputs = await test.rig.checked(urn, { ...room, introduction: null });
    assert.equal("introduction" in inputs, false);
  });

  it("are refused by the name that the schema has, without the value", async () => {
    const { failures } = await test.rig.plugin.check(urn, {}, { ...room, ttl: "soon-1", introduction: 7 });
    assert.match(failures.join("\n"), /^introduction must be text.*\nttl must be /s);
    assert.doesNotMatch(failures.join(), /soon-1|__/);
    const child = await test.rig.plugin.check(urnOf("GroupCounters"), {}, { initial: { a: 1 }, extra: 1 });
    assert.match(
      child.failures.join("\n"),
      /^groupId is missing: it must be the id of a group.*\nextra is not a property of this resource: it has groupId, /s,
    );
  });
});

describe("a preview of the plugin", () => {
  const test = useRig();
  const urn = urnOf("Group", "room");
  const args = { ...room, groupId: "lobby", introduction: secret("hidden") };

  it("of a create knows the inputs, not what only the create decides, and calls nothing", async () => {
    test.rig.emulator.journal.clear();
    const inputs = await test.rig.checked(urn, args);
    const { outputs } = await test.rig.plugin.create(urn, inputs, { preview: true });
    assert.deepEqual(outputs, {
      type: "Public",
      name: "Room",
      introduction: secret("hidden"),
      groupId: UNKNOWN,
      createTime: UNKNOWN,
      sdkAppId: test.rig.emulator.apps[0]?.sdkAppId,
    });
    assert.equal(test.rig.emulator.journal.count({}), 0);
  });

  it("of an update knows what stays", async () => {
    const group = await test.rig.create(urn, args);
    test.rig.emulator.journal.clear();
    const news = await test.rig.checked(urn, { ...args, name: "Hall" }, group.inputs);
    const outputs = await test.rig.plugin.update(urn, group.id, group.outputs, group.inputs, news, { preview: true });
    assert.equal(outputs["name"], "Hall");
    assert.equal(outputs["groupId"], "lobby");
    assert.equal(outputs["createTime"], group.outputs["createTime"]);
    assert.deepEqual(
      Object.keys(outputs).filter((name) => name.startsWith("__")),
      [],
    );
    assert.equal(test.rig.emulator.journal.count({}), 0);
  });

  it("of the first update does not know the derived id, since the provider has none yet", async () => {
    await test.rig.nextCommand({ id: UNKNOWN });
    const inputs = await test.rig.checked(urn, room);
    assert.equal(inputs["__identity"], UNKNOWN);
    assert.equal(inputs["groupId"], UNKNOWN);
    await test.rig.nextCommand();
  });
});
