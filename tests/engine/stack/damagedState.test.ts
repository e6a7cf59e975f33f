import assert from "node:assert/strict";
import { type Bench, startBench } from "../support/groups";

describe("a state that was emptied by hand", () => {
  let bench: Bench;
  const room = { name: "room", args: { type: "Public", name: "Room" } };
  const part = 'new chat.GroupAttributes("tags", { group: groups[0], attributes: { a: "b" } });';

  before(async () => {
    bench = await startBench([room], { after: part });
    await bench.workspace.up();
  });
  after(() => bench.dispose());

  /** Reduces the outputs of all resources of the program to what the engine needs to call the provider at all. */
  async function empty(): Promise<void> {
    const state = JSON.parse(await bench.workspace.stateText());
    for (const resource of state.checkpoint.latest.resources) {
      const { __provider } = resource.outputs ?? {};
      if (__provider !== undefined) resource.outputs = { __provider };
    }
    await bench.workspace.restoreState(JSON.stringify(state));
  }

  it("is reported in plain words, and no operation uses it", async () => {
    await empty();
    bench.emulator.journal.clear();
    const { all } = await bench.workspace.preview({ expectCode: "failure" });
    assert.match(all, /Cannot compare the group \S+: its state is damaged, as after an edit by hand/);
    assert.match(all, /- groupId is missing/);
    assert.doesNotMatch(all, /defect|\n\s+at /);
    const destroyed = await bench.workspace.destroy({ expectCode: "failure" });
    assert.match(destroyed.all, /Cannot delete the group \S+: its state is damaged.*Nothing was changed/s);
    assert.equal(bench.emulator.journal.count(), 0);
  });

  it("is repaired by the command in the message", async () => {
    const [group] = bench.emulator.app().groups();
    const resources = await bench.workspace.resources();
    const urn = String(resources.find(({ type }) => type.endsWith(":Group"))?.urn);
    await bench.workspace.pulumi(["state", "delete", urn, "--target-dependents", "--yes", "--stack", "dev"]);
    assert.match((await bench.workspace.up()).all, /exists already, from an earlier run of this stack: it is adopted/);
    assert.equal(bench.emulator.app().groups()[0]?.createTime, group?.createTime);
    await bench.workspace.destroy();
    assert.deepEqual(bench.emulator.app().groups(), []);
  });
});
