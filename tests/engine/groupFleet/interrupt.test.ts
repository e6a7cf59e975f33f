import assert from "node:assert/strict";
import type { CommandResult } from "../support/command";
import { type Bench, startProgram } from "../support/groups";
import { idsInService, idsInState, programOf, rooms } from "./fleetBench";

const size = 300;

describe("Ctrl-C during the work on a fleet, on the engine", () => {
  let bench: Bench;

  before(async () => {
    bench = await startProgram(programOf(rooms({ count: size })));
    bench.emulator.app().create({ groupId: "bystander", type: "Public", name: "Bystander" });
  });
  after(() => bench.dispose());

  /** Interrupts the command when so many calls have taken effect. */
  async function interrupted(command: string, api: string, calls: number): Promise<CommandResult> {
    const { journal } = bench.emulator;
    const running = bench.workspace.start([command, "--yes", "--skip-preview", "--stack", "dev"]);
    for (let seen = 0; seen < calls; seen++) await journal.next({ api, effect: true });
    running.kill("SIGINT");
    return running.done;
  }

  it("stops an up between two groups: the state has exactly those that exist, and the next up creates the rest", async () => {
    const { code, all } = await interrupted("up", "create_group", 20);
    assert.notEqual(code, 0);
    const created = idsInService(bench).filter((id) => id !== "bystander");
    assert.ok(created.length >= 20 && created.length < size, `${created.length} of ${size} were created`);
    assert.deepEqual(await idsInState(bench), created);
    assert.match(
      all,
      new RegExp(`${created.length} of ${size} groups exist\\.\\s+${size - created.length} groups were not begun`),
    );
    bench.emulator.journal.clear();
    await bench.workspace.up();
    assert.equal(bench.emulator.journal.count({ api: "create_group", effect: true }), size - created.length);
    assert.equal((await idsInState(bench)).length, size);
  });

  it("stops a destroy between two groups, and the next destroy disbands the rest", async () => {
    const { code, all } = await interrupted("destroy", "destroy_group", 20);
    assert.notEqual(code, 0);
    const left = idsInService(bench).length - 1;
    assert.ok(left > 0 && left <= size - 20, `${left} of ${size} are left`);
    assert.match(all, new RegExp(`was not disbanded completely\\.\\s+${left} groups were not begun`));
    await bench.workspace.destroy();
    assert.deepEqual(idsInService(bench), ["bystander"]);
    assert.equal(bench.emulator.journal.count({ api: "destroy_group", groupId: "bystander" }), 0);
  });
});
