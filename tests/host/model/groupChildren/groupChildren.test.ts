import assert from "node:assert/strict";
import fc from "fast-check";
import { parametersOf } from "../engine/parameters";
import { Environment } from "./environment";
import { type Family, families } from "./kinds";
import { sequenceOf } from "./operations";
import { SequenceRunner } from "./sequenceRunner";

/** More runs on demand: `PARTS_RUNS=2000 PARTS_SEED=7 npx mocha tests/host/model/groupChildren/groupChildren.test.ts`. MODEL_TALLY prints the counts of the situations. */
const runs = Math.ceil(Number(process.env["PARTS_RUNS"] ?? 112) / families.length);
const seed = Number(process.env["PARTS_SEED"] ?? 20_240_601);
/** The path in the message of a failure: runs only that sequence, and simpler ones. */
const path = process.env["PARTS_PATH"];
/** With fewer runs, a rare situation may not occur. */
const fewest = 300;

describe("random programs of two stacks with child resources in an own and in a foreign group", () => {
  let environment: Environment;

  before(async () => {
    environment = await Environment.start();
  });
  after(() => {
    if (process.env["MODEL_TALLY"] !== undefined) console.log(String(environment.tally));
    return environment.stop();
  });

  for (const [index, family] of families.entries()) {
    it(`${family.name}: nothing declared lost, nothing foreign touched, nothing left (${runs} sequences)`, async function () {
      this.timeout(0);
      await check(family, seed + index);
    });
  }

  // Fewer runs do not reach every situation.
  if (path === undefined && runs * families.length >= fewest) {
    it("reach every situation of the model", () => {
      assert.deepEqual(environment.tally.missing, []);
    });
  }

  /** fast-check's own message has the seed, the path and the shrunk sequence. */
  function check(family: Family, seed: number): Promise<void> {
    return fc.assert(
      fc.asyncProperty(fc.noBias(sequenceOf(family)), async (drawn) => {
        const runner = new SequenceRunner(environment, family, drawn);
        for (const operation of drawn.operations) await runner.run(operation);
        await runner.end();
      }),
      parametersOf(runs, seed, path),
    );
  }
});
