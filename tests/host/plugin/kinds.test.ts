import assert from "node:assert/strict";
import { kinds } from "./kinds";
import { urnOf, useRig } from "./support/stack";

for (const { kind, args, changed, details, id, prepare, imported = args, isKept, find } of kinds) {
  describe(`a ${kind} in the plugin`, () => {
    const test = useRig();
    const urn = urnOf(kind);
    beforeEach(() => prepare(test.rig.app));

    it("is created, unchanged in the next preview, changed and deleted", async () => {
      const { rig } = test;
      const created = await rig.create(urn, args);
      assert.equal(created.id, id);
      const before = find(rig.app);
      assert.ok(before !== undefined);
      assert.equal((await rig.preview(created, args)).changes, "none");
      const preview = await rig.preview(created, changed);
      assert.deepEqual([preview.changes, preview.replaces, preview.details], ["some", [], details]);
      const names = Object.keys(details).map((name) => name.replace(/[.[].*/, ""));
      assert.deepEqual(new Set(preview.diffs), new Set(names));
      const updated = await rig.update(created, changed);
      assert.equal((await rig.preview(updated, changed)).changes, "none");
      const refreshed = await rig.refresh(updated);
      assert.ok(refreshed);
      assert.equal((await rig.preview(refreshed, changed)).changes, "none");
      await rig.destroy(refreshed);
      assert.equal(find(rig.app), undefined);
    });

    it("is deleted twice without a failure", async () => {
      const { rig } = test;
      const created = await rig.create(urn, args);
      await rig.destroy(created, created);
      assert.equal(find(rig.app), undefined);
    });

    it("is dropped by a refresh when it is gone", async () => {
      const { rig } = test;
      const created = await rig.create(urn, args);
      if (kind === "Account") rig.app.removeAccount(id);
      else if (kind === "Chatbot") rig.app.removeRobot(id);
      else for (const { groupId } of rig.app.groups()) rig.app.disband(groupId);
      assert.equal(await rig.refresh(created), undefined);
    });

    it("is imported by its id: the inputs of the program, and nothing changes", async () => {
      const { rig } = test;
      await rig.create(urn, args);
      rig.emulator.journal.clear();
      const entry = await rig.import(urn, id);
      assert.deepEqual(entry.inputs, imported);
      const preview = await rig.preview(entry, entry.inputs);
      assert.deepEqual([preview.changes, preview.details], ["none", {}]);
      assert.deepEqual(rig.changes, []);
      await rig.destroy({ ...entry, inputs: preview.inputs });
      assert.equal(find(rig.app) === undefined, isKept !== true);
    });

    it("is read by its id by a program that does not own it", async () => {
      const { rig } = test;
      await rig.create(urn, args);
      rig.emulator.journal.clear();
      const read = await rig.plugin.read(urn, id, {}, {});
      assert.equal(read.id, id);
      assert.equal(read.outputs["__managedBy"], undefined);
      assert.deepEqual(rig.changes, []);
    });
  });
}
