import assert from "node:assert/strict";
import { foreignOwner } from "../support/groups";
import { kinds } from "./kinds";
import { type Resource, Stack, useBench } from "./program";

const parts = kinds.filter(({ parents }) => parents.length > 0);

for (const {
  kind,
  parents,
  objects,
  args,
  changed = (object: string) => args(object, objects[1]),
  find,
  prepare,
} of parts) {
  describe(`a ${kind} whose group was taken over`, () => {
    const test = useBench();
    const [first, second] = objects;
    const [group] = parents;
    assert.ok(group);
    const groupId = String(group.args["groupId"]);
    const one = (more: object = {}): Resource => ({ kind, name: "it", args: { ...args(first), ...more } });
    const other = (more: object = {}): Resource => ({ kind, name: "it", args: { ...changed(first), ...more } });
    const seen = () => [first, second].map((object) => find(test.app, object));
    const said = async (text: RegExp) => {
      while (!test.bench.host.stdout.some((line) => text.test(line))) await new Promise(setImmediate);
    };

    /** Ours, until another program takes over its group. The journal starts then. */
    async function takenOver(part: Resource) {
      const [ours, others] = [test.stack(), new Stack(test.bench.host, `theirs-${objects[0]}-${kind}`, foreignOwner)];
      await ours.up(parents);
      prepare?.(test.app);
      await ours.up([...parents, part]);
      await others.up([{ ...group, kind: "Group", name: "theirs", args: { ...group?.args, adopt: "always" } }]);
      test.bench.emulator.journal.clear();
      return { ours, others };
    }
    const changes = () => test.bench.emulator.journal.count({ effect: true });

    it("is no longer changed, and the message names the group's owner", async () => {
      const { ours } = await takenOver(one());
      const before = seen();
      const [refused = "", ...rest] = await ours.tryUp([...parents, other()]);
      assert.match(refused, /Refused to update .*: the group belongs to resource theirs of stack acme\/chat\/prod/);
      assert.match(refused, /Nothing was changed\..*adopt: "always"/s);
      assert.deepEqual(rest, []);
      assert.deepEqual([seen(), changes()], [before, 0]);
    });

    it("is kept by its delete, which says so and succeeds", async () => {
      const { ours } = await takenOver(one());
      const before = seen();
      await ours.up(parents);
      assert.deepEqual([seen(), changes()], [before, 0]);
      assert.ok(!ours.resources.includes(`${kind} it`));
      await said(/^warning: The .* is left alone: the group belongs to resource theirs of stack acme\/chat\/prod/);
    });

    it("is changed and removed all the same with adopt always", async () => {
      const { ours, others } = await takenOver(one());
      const before = seen();
      await ours.up([...parents, other({ adopt: "always" })]);
      assert.notDeepEqual(seen(), before);
      await ours.up(parents);
      assert.deepEqual(seen(), [undefined, undefined]);
      assert.match((await ours.tryDestroy()).join(), /Refused to disband/);
      assert.ok(test.app.group(groupId));
      await others.destroy();
      assert.equal(test.app.group(groupId), undefined);
    });
  });

  describe(`a ${kind} in a group that was foreign from the beginning`, () => {
    const test = useBench();
    const [first, second] = objects;
    const seen = () => [first, second].map((object) => find(test.app, object));

    it("is created, changed and removed, until a third program takes over the group", async () => {
      const [ours, others] = [test.stack(), new Stack(test.bench.host, `first-${kind}`, foreignOwner)];
      const third = (name: string) => ({ ...foreignOwner(name, "acme/chat/third"), __identity: "third" });
      await others.up(parents);
      prepare?.(test.app);
      await ours.up([{ kind, name: "it", args: args(first) }]);
      await ours.up([{ kind, name: "it", args: changed(first) }]);
      await ours.refresh();
      await ours.up([]);
      assert.deepEqual(seen(), [undefined, undefined]);
      await ours.up([{ kind, name: "it", args: args(first) }]);
      const [group] = parents;
      await new Stack(test.bench.host, `third-${kind}`, third).up([
        { kind: "Group", name: "third", args: { ...group?.args, adopt: "always" } },
      ]);
      const [refused = ""] = await ours.tryUp([{ kind, name: "it", args: changed(first) }]);
      assert.match(refused, /the group belongs to resource third of stack acme\/chat\/third/);
      const before = seen();
      await ours.destroy();
      assert.deepEqual(seen(), before, "left alone");
    });
  });
}
