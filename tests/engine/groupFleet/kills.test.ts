import assert from "node:assert/strict";
import fc from "fast-check";
import { type Bench, startProgram } from "../support/groups";
import { providerProcesses } from "../support/processes";
import { idsInService, idsInState, programOf, rooms } from "./fleetBench";

const size = 300;
/** Determines the moments of the kills. */
const seed = Number(process.env["KILL_SEED"] ?? 20261129);
const moments = fc.sample(fc.integer({ min: 1, max: size - 1 }), { numRuns: 3, seed });

/** Kills the engine and its provider when so many create_group calls have taken effect. */
async function killedUp(bench: Bench, creates: number): Promise<void> {
  const { workspace, emulator } = bench;
  const up = workspace.start(["up", "--yes", "--skip-preview", "--stack", "dev"]);
  for (let seen = 0; seen < creates; seen++) await emulator.journal.next({ api: "create_group", effect: true });
  const providers = providerProcesses(up.pid);
  assert.ok(providers.length > 0, "the provider process is found");
  up.kill("SIGKILL");
  for (const pid of providers) process.kill(pid, "SIGKILL");
  await up.done;
  await workspace.mendState();
  await workspace.pulumi(["cancel", "--yes", "--stack", "dev"], { expectCode: "any" });
}

describe(`an up of a fleet of ${size} groups that is killed (seed ${seed})`, () => {
  let bench: Bench;
  const own = () => idsInService(bench).filter((id) => id !== "bystander");

  before(async () => {
    const ephemeral = 'new chat.EphemeralStack("preview", { ttl: "48h" });';
    bench = await startProgram(programOf(ephemeral, rooms({ count: size })), { emulator: { rateLimit: false } });
    bench.emulator.app().create({ groupId: "bystander", type: "Public", name: "Bystander" });
  });
  after(() => bench.dispose());

  for (const moment of moments) {
    it(`after ${moment} groups finds all of them in the next up, and creates none twice`, async () => {
      const before = bench.emulator.app().counts().created;
      await killedUp(bench, moment);
      const created = own();
      assert.ok(created.length >= moment && created.length <= size);
      await bench.workspace.up();
      assert.equal(bench.emulator.app().counts().created - before, size);
      assert.equal(own().length, size);
      assert.deepEqual(await idsInState(bench), own());
      await bench.workspace.destroy();
      assert.deepEqual(idsInService(bench), ["bystander"]);
    });
  }

  it("leaves nothing after an immediate destroy of its EphemeralStack", async () => {
    await killedUp(bench, 100);
    assert.deepEqual(await idsInState(bench), []);
    assert.ok(own().length >= 100);
    await bench.workspace.destroy();
    assert.deepEqual(idsInService(bench), ["bystander"]);
  });
});
