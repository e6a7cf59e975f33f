import assert from "node:assert/strict";
import { type Bench, startProgram } from "../support/groups";
import { toldOfProgram } from "../support/plugin/host";
import { fleets, idsInService, idsOf, programOf, rooms } from "./fleetBench";

const room = (name: string, args: object = {}, options = "{}") =>
  `new chat.Group(${JSON.stringify(name)}, ${JSON.stringify({ type: "Public", name: `Room ${name}`, ...args })}, ${options});`;

const chosen = { groupId: "chosen" };
const groups = [room("a"), room("b", chosen), room("c")];

describe("a group that moves between a Group and a fleet, on the engine", () => {
  let bench: Bench;
  const app = () => bench.emulator.app();

  before(async () => {
    bench = await startProgram(programOf(...groups), { emulator: { rateLimit: false } });
    app().create({ groupId: "bystander", type: "Public", name: "Bystander" });
    await bench.workspace.up();
  });
  after(() => bench.dispose());

  /** Runs an up that must not touch a group that exists. */
  async function moves(statements: readonly string[], { creates = 0 } = {}): Promise<void> {
    const before = app().groups();
    await bench.workspace.writeProgram(programOf(...statements));
    bench.emulator.journal.clear();
    await bench.workspace.up(toldOfProgram);
    const writes = bench.emulator.journal.entries({ effect: true }).map(({ api, groupIds }) => [api, ...groupIds]);
    const ids = new Set(before.map(({ groupId }) => groupId));
    assert.deepEqual(
      writes.filter((write) => write.some((each) => ids.has(each))),
      [],
    );
    assert.deepEqual(
      app()
        .groups()
        .filter(({ groupId }) => ids.has(groupId)),
      before,
    );
    assert.equal(app().groups().length, before.length + creates);
  }

  it("is not touched: into a fleet, with derived and chosen ids", async () => {
    await moves([rooms({ groups: { a: {}, b: chosen, c: {} } })]);
    assert.equal((await bench.workspace.resources()).length, 1);
    await bench.workspace.preview({ expectNoChanges: true, args: ["--refresh"] });
  });

  it("is not touched: from a fleet to a Group that the engine reaches late, which depends on a slow one", async () => {
    const fault = { kind: "delay", ms: 3000 } as const;
    bench.emulator.faults.add({ api: "create_group", groupId: "slow", fault });
    const slow = `const slow = ${room("slow", { groupId: "slow" })}`;
    await moves(
      [
        rooms({ groups: { b: chosen } }),
        slow,
        room("a", {}, "{ dependsOn: slow }"),
        room("c", {}, "{ dependsOn: slow }"),
      ],
      { creates: 1 },
    );
    // The fleet may still have them: then the next up removes them from its state, without a call.
    await moves([rooms({ groups: { b: chosen } }), slow, room("a"), room("c")]);
    const [fleet] = await fleets(bench);
    assert.deepEqual([idsOf(fleet), fleet?.outputs?.["__leaving"]], [{ b: "chosen" }, undefined]);
  });

  it("is not touched: from a fleet to a Group that depends on the fleet", async () => {
    await moves([
      rooms({ groups: {} }),
      room("slow", { groupId: "slow" }),
      room("a"),
      room("c"),
      room("b", chosen, "{ dependsOn: rooms }"),
    ]);
    // The preview tells the fleet that the state of the Group has it now.
    await bench.workspace.up({ withPreview: true });
    await bench.workspace.preview({ expectNoChanges: true });
    await moves([rooms({ groups: {} }), room("slow", { groupId: "slow" }), ...groups]);
    const [fleet] = await fleets(bench);
    assert.deepEqual([idsOf(fleet), fleet?.outputs?.["__leaving"]], [{}, undefined]);
  });

  it("is not touched when the fleet is removed as well, and a destroy disbands all", async () => {
    await moves(groups.concat(room("slow", { groupId: "slow" })));
    assert.deepEqual(await fleets(bench), []);
    await bench.workspace.destroy();
    assert.deepEqual(idsInService(bench), ["bystander"]);
  });

  it("in a fleet from a list is not touched when the list shifts: only the removed one is disbanded", async () => {
    const byIndex = (...ids: readonly string[]) =>
      rooms({ groups: Object.fromEntries(ids.map((groupId, index) => [index, { groupId, name: groupId }])) });
    await bench.workspace.writeProgram(programOf(byIndex("x", "y", "z")));
    await bench.workspace.up();
    const kept = ["y", "z"].map((id) => app().group(id)?.createTime);
    bench.emulator.journal.clear();
    await bench.workspace.writeProgram(programOf(byIndex("y", "z")));
    await bench.workspace.up();
    assert.deepEqual(idsInService(bench), ["bystander", "y", "z"]);
    assert.deepEqual(
      ["y", "z"].map((id) => app().group(id)?.createTime),
      kept,
    );
    assert.equal(bench.emulator.journal.count({ api: "create_group" }), 0);
    assert.equal(bench.emulator.journal.count({ api: "modify_group_base_info" }), 0);
  });
});
