import assert from "node:assert/strict";
import { ownedBy, type ResourceState } from "../support/groups";
import type { Host } from "../support/host";
import { ChildHost } from "./childHost";

/** An attribute moves from one resource to another: the engine updates the one before it creates the other. */
describe("an attribute that moves to another resource of the program", () => {
  let bench: ChildHost;
  let run: Host;
  let first: ResourceState;

  /** Checks a resource in the run, as its program declares it now. */
  async function check(name: string, attributes: Record<string, string>, olds: ResourceState["inputs"] = {}) {
    const args = { ...ownedBy(name), groupId: "theirs", exclusive: false, attributes };
    return bench.checked(olds, args, run);
  }

  before(async () => {
    bench = await ChildHost.start("GroupAttributes");
  });
  after(() => bench.stop());
  beforeEach(async () => {
    bench.emulator.reset();
    bench.app.create({ groupId: "theirs", type: "Public", name: "Theirs" });
    run = bench.nextRun();
    const inputs = await check("first", { a: "1", b: "1" });
    first = { ...(await created(inputs)), inputs };
    run = bench.nextRun();
  });

  const created = async (inputs: Record<string, unknown>) => {
    const { id, outs } = await run.create(inputs);
    return { id, outputs: outs };
  };
  const updated = async (inputs: Record<string, unknown>): Promise<ResourceState> => {
    const { outs } = await run.update(first.id, first.outputs, inputs);
    return { id: first.id, inputs, outputs: outs };
  };

  it("stays in the old state until the other resource has it, so that a destroy after a killed run leaves nothing", async () => {
    const inputs = await check("first", { a: "1" }, first.inputs);
    await check("second", { b: "1" });
    const state = await updated(inputs);
    assert.deepEqual(state.outputs["attributes"], { a: "1", b: "1" });
    assert.deepEqual(bench.app.attributes("theirs"), { a: "1", b: "1" });
    await bench.delete(state);
    assert.deepEqual(bench.app.attributes("theirs"), {});
  });

  it("leaves the old state with the next up, which makes no write", async () => {
    const inputs = await check("first", { a: "1" }, first.inputs);
    const others = await check("second", { b: "1" });
    first = await updated(inputs);
    const second = { ...(await created({ ...others, adopt: "always" })), inputs: others };
    run = bench.nextRun();
    const again = await check("first", { a: "1" }, first.inputs);
    await check("second", { b: "1" }, second.inputs);
    bench.emulator.journal.clear();
    assert.deepEqual((await updated(again)).outputs["attributes"], { a: "1" });
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
    assert.deepEqual(bench.app.attributes("theirs"), { a: "1", b: "1" });
  });

  it("is not in the old state if the other resource came first", async () => {
    const others = await check("second", { b: "1" });
    await created({ ...others, adopt: "always" });
    const state = await updated(await check("first", { a: "1" }, first.inputs));
    assert.deepEqual(state.outputs["attributes"], { a: "1" });
  });
});
