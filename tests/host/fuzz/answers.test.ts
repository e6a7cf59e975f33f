import fc from "fast-check";
import { subjects } from "../faults/subjects";
import type { Subject } from "../faults/subjects/subject";
import { Lifecycles } from "./lifecycle";
import { mutations } from "./mutations";

/** `FUZZ_RUNS=20000 FUZZ_SEED=1 npx mocha tests/host/fuzz/answers.test.ts` for a long run, or to repeat a failed one. */
const runs = Number(process.env["FUZZ_RUNS"] ?? 360);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_124);
/** Processes at a time, each with its own emulator. */
const LANES = 10;

/** Half of the runs are groups, because a disbanded group cannot be restored. */
const [group, ...others] = subjects.filter(({ env }) => env === undefined);
const lanes = [
  ...Array.from({ length: LANES }, () => ({ subject: group, runs: Math.ceil(runs / 2 / LANES) })),
  ...others.map((subject) => ({ subject, runs: Math.ceil(runs / 2 / others.length) })),
];

describe(`answers that differ from the documented ones (seed ${seed})`, () => {
  it("cause no crash and no hang, and leave nothing", async function () {
    this.timeout(120_000 + runs * 2000);
    const waiting = [...lanes.entries()].values();
    const worker = async () => {
      for (const [index, { subject, runs }] of waiting) if (subject) await lane(subject, runs, seed + index);
    };
    const outcomes = await Promise.allSettled(Array.from({ length: LANES }, worker));
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  });
});

/** The failure names the kind, the seed and the mutation. */
async function lane(subject: Subject, numRuns: number, laneSeed: number): Promise<void> {
  const lives = await Lifecycles.start(subject);
  try {
    const property = fc.asyncProperty(mutations(await lives.apis()), (mutation) => lives.live(mutation));
    await fc.assert(property, { numRuns, seed: laneSeed, endOnFailure: true });
  } catch (error) {
    // A parallel run of mocha loses the cause.
    throw new Error(`the resource is ${subject.name}: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    await lives.stop();
  }
}
