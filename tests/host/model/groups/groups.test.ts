import assert from "node:assert/strict";
import fc from "fast-check";
import { parametersOf } from "../engine/parameters";
import { Environment } from "./environment";
import { sequence } from "./operations";
import { SequenceRunner } from "./sequenceRunner";

/** More runs on demand: `MODEL_RUNS=2000 MODEL_SEED=7 npx mocha tests/host/model/groups/groups.test.ts`. MODEL_TALLY prints the counts of the situations. */
const runs = Number(process.env["MODEL_RUNS"] ?? 50);
const seed = Number(process.env["MODEL_SEED"] ?? 20_240_601);
/** The path in the message of a failure: runs only that sequence, and simpler ones. */
const path = process.env["MODEL_PATH"];
/** With fewer runs, a rare situation may not occur. */
const fewest = 300;

describe("random programs of two stacks of the same name, foreign clients and faults", () => {
  let environment: Environment;

  before(async () => {
    environment = await Environment.start();
  });
  after(() => {
    if (process.env["MODEL_TALLY"] !== undefined) console.log(String(environment.tally));
    return environment.stop();
  });

  it(`disband nothing foreign and nothing declared, and leave nothing unreported (${runs} sequences)`, async function () {
    this.timeout(0);
    // fast-check's own message has the seed, the path and the shrunk sequence.
    await fc.assert(
      fc.asyncProperty(fc.noBias(sequence), async (drawn) => {
        environment.reset();
        const runner = new SequenceRunner(environment, drawn);
        for (const operation of drawn.operations) await runner.run(operation);
        await runner.end();
      }),
      parametersOf(runs, seed, path),
    );
  });

  // Fewer runs do not reach every situation.
  if (path === undefined && runs >= fewest) {
    it("reach every situation of the model", () => {
      assert.deepEqual(environment.tally.missing, []);
    });
  }
});
