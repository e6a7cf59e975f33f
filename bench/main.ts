/**
 * `npm run bench [-- --groups N]`: compares the documented style of a dynamic provider with this package's `Group`, on the
 * real Pulumi CLI, a file backend and one emulator. Fails if a run fails or leaves groups. A missed target is shown but is no
 * failure, since it depends on the load of the machine.
 */
import os from "node:os";
import { parseArgs } from "node:util";
import { startEmulator } from "../emulator";
import { type Contender, documentedStyle, type Mode, ourGroup } from "./contender";
import { failureCost } from "./failure";
import { measure } from "./measure";
import { type Pair, table, targets } from "./report";

const defaultMode: Mode = { env: {}, args: [] };
const withoutCheckpoints: Mode = { env: { PULUMI_SKIP_CHECKPOINTS: "true" }, args: [] };
const wide: Mode = { ...withoutCheckpoints, args: ["--parallel", "64"] };

async function main(): Promise<void> {
  const groups = groupCount();
  const emulator = await startEmulator();
  try {
    const run = (contender: Contender, mode: Mode) => {
      console.log(`  ${contender.label} ${[...Object.keys(mode.env), ...mode.args].join(" ")}`);
      return measure(contender, groups, mode, emulator);
    };
    console.log(
      `${groups} groups: up, refresh and destroy; Node ${process.version}, ${os.availableParallelism()} cores`,
    );
    const normal: Pair = {
      documented: await run(documentedStyle, defaultMode),
      ours: await run(ourGroup, defaultMode),
    };
    // The documented style has no limiter: the more it runs in parallel, the more calls are refused.
    const fast: Pair = { documented: await run(documentedStyle, withoutCheckpoints), ours: await run(ourGroup, wide) };
    console.log(`\n${table("As the CLI runs by default", normal)}`);
    console.log(`\n${table("With PULUMI_SKIP_CHECKPOINTS=true, and --parallel 64 for Group", fast)}`);
    console.log(`\n${targets(groups, normal, fast)}`);
    console.log(`  ${await failureCost(emulator)}`);
  } finally {
    await emulator.close();
  }
}

function groupCount(): number {
  const { values } = parseArgs({ options: { groups: { type: "string", default: "400" } } });
  const groups = Number(values.groups);
  if (!Number.isSafeInteger(groups) || groups < 1) throw new Error("--groups must be a whole number, 1 or more");
  return groups;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
