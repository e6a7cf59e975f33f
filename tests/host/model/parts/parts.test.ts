import fc from "fast-check";
import { type Kind, kinds } from "./kinds";
import { operationsOn } from "./operations";
import { PartModel } from "./partModel";
import { runStep } from "./step";
import { placeNames, stacks } from "./terms";
import { World } from "./world";

/** More of them on demand: `PARTS_RUNS=100000 PARTS_SEED=7 npx mocha tests/host/model/parts/parts.test.ts`. */
const runs = Math.ceil(Number(process.env["PARTS_RUNS"] ?? 300) / kinds.length);
const seed = Number(process.env["PARTS_SEED"] ?? 20_240_601);

describe("random programs of two stacks with parts of a group of their own and of a stranger's", () => {
  let world: World;
  const checks = new Map<Kind, Promise<unknown>>();

  before(async () => {
    world = await World.start();
    // A sequence mostly waits for answers: all kinds at a time use the machine better.
    for (const [index, kind] of kinds.entries())
      checks.set(
        kind,
        check(kind, world, seed + index).catch((error: unknown) => ({ error })),
      );
  });
  after(() => world.stop());

  for (const kind of kinds) {
    it(`${kind.name}: nothing lost, nothing foreign touched, nothing left (${runs} sequences)`, async function () {
      this.timeout(0);
      const failed = await checks.get(kind);
      if (failed !== undefined) throw (failed as { readonly error: unknown }).error;
    });
  }
});

/** fast-check's own message has the seed, the path and the shrunk operations. */
function check(kind: Kind, world: World, seed: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(operationsOn(kind), async (operations) => {
      const model = new PartModel(kind);
      const bench = await world.bench(kind);
      for (const operation of operations) await runStep(operation, model, bench);
      for (const stack of stacks) {
        for (const place of placeNames)
          await runStep({ do: "destroy", stack, place, credentials: "right" }, model, bench);
      }
      model.assertNothingLeft();
      bench.removeGroups();
    }),
    { numRuns: runs, seed, endOnFailure: false },
  );
}
