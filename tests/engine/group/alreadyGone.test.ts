import assert from "node:assert/strict";
import { type Bench, groupsProgram, startBench } from "../support/groups";

describe("a group that is disbanded outside Pulumi", () => {
  let bench: Bench;
  const sources = ["one", "two", "three"].map((name) => ({ name, args: { groupId: name, type: "Public", name } }));

  before(async () => {
    bench = await startBench(sources);
    await bench.workspace.up();
  });
  after(() => bench.dispose());

  it("is dropped by a refresh, and created again by the next up", async () => {
    bench.emulator.app().disband("one");
    const { all } = await bench.workspace.refresh();
    assert.match(all, /1 deleted/);
    await bench.workspace.up();
    assert.ok(bench.emulator.app().group("one"));
  });

  it("fails an update with a message that says what to do, and is created again by up --refresh", async () => {
    bench.emulator.app().disband("two");
    await bench.workspace.writeProgram(
      groupsProgram(sources.map((source) => ({ ...source, args: { ...source.args, name: `${source.name}!` } }))),
    );
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(all, /Cannot update the group two .*no longer exists/s);
    assert.match(all, /pulumi up --refresh/);
    await bench.workspace.up({ args: ["--refresh"] });
    assert.equal(bench.emulator.app().group("two")?.name, "two!");
  });

  it("does not fail a destroy, which reports it as already gone", async () => {
    bench.emulator.app().disband("three");
    const { all } = await bench.workspace.destroy();
    assert.match(all, /group three .* is already gone \(get_group_info finds no such group\): nothing to disband/);
    // Another client may create a group under the id between the read and the call: no call is sent.
    assert.equal(bench.emulator.journal.count({ api: "destroy_group", groupId: "three" }), 0);
    assert.deepEqual(bench.emulator.app().groups(), []);
    assert.deepEqual(await bench.workspace.resources(), []);
  });
});
