import assert from "node:assert/strict";
import fc from "fast-check";
import { parametersOf } from "../engine/parameters";
import { sequence } from "./operations";
import { Scene } from "./scene";
import { World } from "./world";

/** More of them on demand: `MODEL_RUNS=2000 MODEL_SEED=7 npx mocha tests/host/model/groups/groups.test.ts`; MODEL_TALLY tells what came about. */
const runs = Number(process.env["MODEL_RUNS"] ?? 50);
const seed = Number(process.env["MODEL_SEED"] ?? 20_240_601);
/** Where a failure was, as its message tells: that sequence alone, and those that are simpler. */
const path = process.env["MODEL_PATH"];
/** In fewer than these, something that is rare may not come about. */
const fewest = 300;

describe("random programs of two stacks of one name, strangers and accidents", () => {
  let world: World;

  before(async () => {
    world = await World.start();
  });
  after(() => {
    if (process.env["MODEL_TALLY"] !== undefined) console.log(String(world.tally));
    return world.stop();
  });

  it(`disband nothing foreign and nothing declared, and leave nothing that nobody is told of (${runs} sequences)`, async function () {
    this.timeout(0);
    // fast-check's own message has the seed, the path and the shrunk sequence.
    await fc.assert(
      fc.asyncProperty(fc.noBias(sequence), async (drawn) => {
        world.reset();
        const scene = new Scene(world, drawn);
        for (const operation of drawn.operations) await scene.run(operation);
        await scene.end();
      }),
      parametersOf(runs, seed, path),
    );
  });

  // Fewer do not come across everything.
  if (path === undefined && runs >= fewest) {
    it("come across every situation that the model knows", () => {
      assert.deepEqual(world.tally.missing, []);
    });
  }
});
