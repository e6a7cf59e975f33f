import assert from "node:assert/strict";
import { providerText } from "../../../provider/hosts/dynamic/providerText";
import { unknownValue } from "../../../provider/validation/schema";
import { Host } from "../support/host";
import type { Props } from "../support/values";
import { Plugin } from "./support/plugin";
import { type Entry, urnOf, useRig } from "./support/stack";

/** The ids of the default providers of the same stack: in TypeScript, and in the plugin of two versions. */
const typescriptId = "aaaaaaaa-2222-4333-8444-555555555555";
const nextId = "bbbbbbbb-2222-4333-8444-555555555555";

const room = { groupId: "lobby", type: "Public", name: "Lobby", ownerAccount: "alice" };
const kinds: Readonly<Record<string, Props>> = {
  Group: room,
  GroupAttributes: { groupId: "lobby", attributes: { theme: "dark" } },
  GroupMembers: { groupId: "lobby", members: { bob: { role: "Admin" } } },
  Account: { userId: "dave", nick: "Dave" },
};

/** The dynamic-provider host, driven as the engine drives it for a TypeScript program. */
class TypeScriptStack {
  constructor(private readonly host: Host) {}

  #of(kind: string): Host {
    return this.host.as(providerText(kind));
  }

  /** What the TypeScript package declares. */
  #declared(args: Props, name: string): Props {
    const parent = "urn:pulumi:dev::chat::acme:index:Sales::sales";
    return { ...args, __identity: typescriptId, __managedBy: `acme/chat/dev/${name}`, __parentUrn: parent };
  }

  async create(kind: string, args: Props, name = "it"): Promise<Entry> {
    const host = this.#of(kind);
    const { inputs } = await host.check({}, this.#declared(args, name));
    const { id, outs } = await host.create(inputs);
    const provider = { __provider: providerText(kind) };
    return { urn: urnOf(kind, name, sales), id, inputs: { ...inputs, ...provider }, outputs: { ...outs, ...provider } };
  }

  /** @returns what a preview says, and the state after an update without changes */
  async preview(kind: string, { id, inputs, outputs, urn }: Entry, args: Props, name = "it") {
    const host = this.#of(kind);
    const checked = await host.check(inputs, this.#declared(args, name));
    assert.deepEqual(checked.failures, []);
    const { changes } = await host.diff(id, outputs, checked.inputs);
    return { changes, entry: { urn, id, inputs: { ...checked.inputs, __provider: providerText(kind) }, outputs } };
  }

  async update(kind: string, { id, inputs, outputs, urn }: Entry): Promise<Entry> {
    const provider = { __provider: providerText(kind) };
    return { urn, id, inputs, outputs: { ...(await this.#of(kind).update(id, outputs, inputs)).outs, ...provider } };
  }

  /** The engine passes the outputs of the state as they are: without `__provider`, this fails. */
  async delete(kind: string, { id, outputs }: Entry): Promise<void> {
    const { __provider, ...rest } = outputs;
    assert.equal(__provider, providerText(kind));
    await this.host.as(String(__provider)).deleteInUpdate(id, rest);
  }
}

const sales = "acme:index:Sales$";

describe("a stack that moves between TypeScript and the plugin", () => {
  const test = useRig();
  let host: Host;
  let typescript: TypeScriptStack;

  beforeEach(async () => {
    await test.rig.nextCommand();
    host = await Host.start({ provider: providerText("Group"), env: test.rig.emulator.env() });
    typescript = new TypeScriptStack(host);
  });
  afterEach(() => host.stop());

  /** The resources as a TypeScript program has created them; the journal starts then. */
  async function started(): Promise<Map<string, Entry>> {
    const entries = new Map<string, Entry>();
    for (const [kind, args] of Object.entries(kinds)) entries.set(kind, await typescript.create(kind, args));
    test.rig.emulator.journal.clear();
    return entries;
  }

  it("is unchanged in the plugin, the next time as well, and destroyed there", async () => {
    const { rig } = test;
    const moved: Entry[] = [];
    for (const [kind, entry] of await started()) {
      const first = await rig.preview(entry, kinds[kind] ?? {});
      assert.deepEqual([kind, first.changes], [kind, "none"]);
      const same = { ...entry, inputs: first.inputs };
      assert.equal(first.inputs["__identity"], typescriptId);
      assert.equal(first.inputs["__managedBy"], "acme/chat/dev/it");
      const second = await rig.preview(same, kinds[kind] ?? {});
      assert.equal(second.changes, "none");
      const refreshed = (await rig.refresh(same)) ?? assert.fail(kind);
      const third = await rig.preview(refreshed, kinds[kind] ?? {});
      assert.equal(third.changes, "none");
      assert.deepEqual(third.inputs, second.inputs);
      moved.push(refreshed);
    }
    assert.deepEqual(rig.changes, []);
    await rig.destroy(...moved.reverse());
    assert.equal(rig.app.group("lobby"), undefined);
  });

  it("is unchanged in TypeScript again, also after an update in the plugin, and destroyed there", async () => {
    const { rig } = test;
    for (const [kind, entry] of await started()) {
      const { inputs } = await rig.preview(entry, kinds[kind] ?? {});
      const back = await typescript.preview(kind, { ...entry, inputs }, kinds[kind] ?? {});
      assert.deepEqual([kind, back.changes], [kind, "none"]);
      assert.equal((await typescript.preview(kind, back.entry, kinds[kind] ?? {})).changes, "none");
    }
    assert.deepEqual(rig.changes, []);
    const group = await rig.create(urnOf("Group", "born", sales), { ...room, groupId: "born" });
    rig.emulator.journal.clear();
    const first = await typescript.preview("Group", group, { ...room, groupId: "born" }, "born");
    assert.equal(first.changes, "none");
    assert.equal(
      (await typescript.preview("Group", first.entry, { ...room, groupId: "born" }, "born")).changes,
      "none",
    );
    assert.deepEqual(rig.changes, []);
    await typescript.delete("Group", first.entry);
    assert.ok(rig.app.group("born"), "the program still declares it");
    host = await restart(host, rig.emulator.env());
    await new TypeScriptStack(host).delete("Group", first.entry);
    assert.equal(rig.app.group("born"), undefined);
  });

  it("keeps its owner with the default provider of another version, and not in another stack", async () => {
    const { rig } = test;
    const group = await rig.create(urnOf("Group"), room);
    rig.emulator.journal.clear();
    await rig.nextCommand({ id: nextId, provider: "default_0_2_0" });
    const preview = await rig.preview(group, room);
    assert.equal(preview.changes, "none");
    assert.equal(preview.inputs["__identity"], group.inputs["__identity"]);
    const elsewhere = { ...group, urn: urnOf("Group", "it", "", "prod") };
    const other = await rig.preview(elsewhere, room);
    assert.equal(other.changes, "some");
    assert.deepEqual(other.details, {});
    assert.equal(other.inputs["__identity"], nextId);
    await rig.update(elsewhere, room);
    assert.deepEqual(rig.changes, ["modify_group_attr"]);
  });

  it("writes the ids of a fleet for the program's language, without a call", async () => {
    const { rig } = test;
    const args = { defaults: { type: "Public", name: "Room" }, groups: { b: {}, a: { groupId: "chosen" } } };
    const fleet = await typescript.create("GroupFleet", args);
    rig.emulator.journal.clear();
    const ids = JSON.parse(String(fleet.outputs["ids"]));
    assert.deepEqual([Object.keys(ids), ids["a"]], [["a", "b"], "chosen"]);
    const preview = await rig.preview(fleet, args);
    assert.deepEqual([preview.changes, preview.replaces, preview.details], ["some", [], {}]);
    const moved = await rig.update(fleet, args);
    assert.deepEqual([moved.outputs["ids"], (await rig.preview(moved, args)).changes], [ids, "none"]);
    assert.equal((await typescript.preview("GroupFleet", moved, args)).changes, "none");
    assert.deepEqual(rig.changes, []);
    await rig.destroy(moved);
    assert.deepEqual(rig.app.groups(), []);
  });

  const inFleet = (groups: Props) => ({ defaults: { type: "Public", name: "Room" }, groups });

  it("hands a group with a derived id over from a fleet to a Group", async () => {
    const { rig } = test;
    const fleet = await typescript.create("GroupFleet", inFleet({ a: {}, b: {} }));
    rig.app.create({ groupId: "foreign", type: "Public", name: "Foreign" });
    const groups = () => rig.app.groups().map(({ groupId, createTime }) => ({ groupId, createTime }));
    const before = groups();
    const moved = await rig.update(fleet, inFleet({ a: {}, b: {} }));
    await rig.nextCommand();
    rig.emulator.journal.clear();
    // The Group depends on the fleet: the engine has checked the fleet by then, and updates it later here.
    const inputs = await rig.checked(moved.urn, inFleet({ a: {} }), moved.inputs);
    const group = await rig.create(urnOf("Group", "b", sales), { type: "Public", name: "Room" });
    await rig.plugin.update(moved.urn, moved.id, moved.outputs, moved.inputs, inputs);
    // The mark names the Group: the plugin does not know the organization.
    assert.deepEqual(rig.changes, ["modify_group_attr"]);
    assert.deepEqual(groups(), before);
    await rig.destroy(group);
    assert.equal(rig.app.groups().length, 2);
  });

  it("refuses to ignore the change of a part of what is a text in the state", async () => {
    const { rig } = test;
    const fleet = await typescript.create("GroupFleet", { ...inFleet({}), groups: JSON.stringify({ a: {}, b: {} }) });
    const inputs = await rig.checked(fleet.urn, inFleet({ b: {} }), fleet.inputs);
    const diff = (...ignored: readonly string[]) =>
      rig.plugin.diff(fleet.urn, fleet.id, fleet.outputs, fleet.inputs, inputs, ignored);
    await assert.rejects(
      diff("groups.a.name"),
      /ignoreChanges names groups\.a\.name, but the state has all groups as one text/,
    );
    assert.equal((await diff("groups")).changes, "some");
  });

  it("knows in a preview the ids of the groups that a fleet keeps", async () => {
    const { rig } = test;
    const fleet = await typescript.create("GroupFleet", inFleet({ a: {}, b: {} }));
    const inputs = await rig.checked(fleet.urn, inFleet({ a: {}, c: {} }), fleet.inputs);
    const preview = await rig.plugin.update(fleet.urn, fleet.id, fleet.outputs, fleet.inputs, inputs, {
      preview: true,
    });
    const { a } = JSON.parse(String(fleet.outputs["ids"]));
    assert.deepEqual(preview["ids"], { a, c: unknownValue });
  });

  it("gets a pinned identity in any case", async () => {
    const { rig } = test;
    const group = (await started()).get("Group") ?? assert.fail();
    await rig.nextCommand({ config: { identity: "acme/chat/pinned" } });
    const preview = await rig.preview(group, room);
    assert.deepEqual([preview.changes, preview.inputs["__identity"]], ["some", "acme/chat/pinned"]);
  });

  it("adds to its old groups, and hands them over", async () => {
    const { rig } = test;
    const entries = await started();
    const group = entries.get("Group") ?? assert.fail();
    await rig.checked(group.urn, room, group.inputs);
    rig.app.join("lobby", "carol");
    const member = await rig.create(urnOf("GroupMember", "carol", sales), { groupId: "lobby", userId: "carol" });
    assert.equal(member.inputs["__identity"], typescriptId, "new resources keep it as well");
    await rig.destroy(member);
    assert.equal(rig.app.member("lobby", "carol"), undefined);
  });

  it("is swept by both of its identities when it is ephemeral", async () => {
    const { rig } = test;
    const stack = await typescript.create("EphemeralStack", { ttl: "1h" }, "preview");
    const old = await typescript.create("Group", { ...room, __ttl: "1h", groupId: "old" }, "old");
    const same = await rig.preview(stack, { ttl: "1h" });
    assert.equal(same.changes, "none");
    await rig.create(urnOf("Group", "new", sales), { ...room, groupId: "new", ttl: "1h" });
    assert.equal((await rig.preview(old, { ...room, groupId: "old", ttl: "1h" })).changes, "none");
    // Both groups were lost from the state.
    await rig.destroy({ ...stack, inputs: same.inputs });
    assert.deepEqual(rig.app.groups(), []);
  });

  it("is swept by the identity of the plugin as well when it is back in TypeScript", async () => {
    const { rig } = test;
    const ttl = { ttl: "1h" };
    const stack = await typescript.create("EphemeralStack", ttl, "preview");
    const { inputs } = await rig.preview(stack, ttl);
    rig.app.create({ groupId: "foreign", type: "Public", name: "Foreign" });
    // This group was lost from the state.
    await rig.create(urnOf("Group", "new", sales), { ...room, groupId: "new", ...ttl });
    const back = await typescript.preview("EphemeralStack", { ...stack, inputs }, ttl, "preview");
    assert.equal(back.changes, "some");
    const updated = await typescript.update("EphemeralStack", back.entry);
    assert.equal((await typescript.preview("EphemeralStack", updated, ttl, "preview")).changes, "none");
    host = await restart(host, rig.emulator.env());
    await new TypeScriptStack(host).delete("EphemeralStack", updated);
    assert.deepEqual(
      rig.app.groups().map(({ groupId }) => groupId),
      ["foreign"],
    );
  });

  it("is previewed before the plugin's provider has an id", async () => {
    const { rig } = test;
    const entries = await started();
    const plugin = await Plugin.start({
      config: {},
      env: rig.emulator.env(),
      id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    });
    for (const [kind, { urn, id, inputs, outputs }] of entries) {
      const checked = await plugin.check(urn, inputs, kinds[kind] ?? {});
      assert.deepEqual(checked.failures, []);
      assert.equal((await plugin.diff(urn, id, outputs, inputs, checked.inputs)).changes, "none");
    }
    await plugin.stop();
  });
});

async function restart(host: Host, env: Readonly<Record<string, string>>): Promise<Host> {
  await host.stop();
  return Host.start({ provider: providerText("Group"), env });
}
