import fc from "fast-check";
import { Lives } from "./life";
import { mutations } from "./mutations";

const apis = [
  "create_group",
  "destroy_group",
  "get_group_info",
  "get_group_attr",
  "modify_group_attr",
  "modify_group_base_info",
  "add_group_member",
  "change_group_owner",
];

/** `FUZZ_RUNS=20000 FUZZ_SEED=1 npx mocha tests/host/fuzz/answers.test.ts` for a long run, or for one that failed. */
const runs = Number(process.env["FUZZ_RUNS"] ?? 300);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_124);
/** Processes at a time, each with a service of its own. */
const LANES = 6;

describe(`answers that are not what the service documents (seed ${seed})`, () => {
  it("crash nothing, hang nothing, and leave no group behind", async function () {
    this.timeout(120_000 + runs * 2000);
    const lanes = Array.from({ length: LANES }, (_, index) => lane(seed + index));
    for (const outcome of await Promise.allSettled(lanes)) if (outcome.status === "rejected") throw outcome.reason;
  });
});

/** The failure names the seed and the mutation. */
async function lane(laneSeed: number): Promise<void> {
  const lives = await Lives.start();
  try {
    const property = fc.asyncProperty(mutations(apis), (mutation) => lives.live(mutation));
    await fc.assert(property, { numRuns: Math.ceil(runs / LANES), seed: laneSeed, endOnFailure: true });
  } finally {
    await lives.stop();
  }
}
