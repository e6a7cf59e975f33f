import type { Emulator } from "../emulator";
import type { Workspace } from "../tests/engine/support/workspace";
import { type Contender, type Mode, programMemory, workspaceFor } from "./contender";

/** The cost of one command, over all its runs. */
export interface Cost {
  readonly seconds: number;
  readonly runs: number;
  readonly succeeded: boolean;
  /** Calls that reached the service, and how many of them it refused because of the rate limit. */
  readonly calls: number;
  readonly refused: number;
}

export const commands = ["up", "refresh", "destroy"] as const;
type Command = (typeof commands)[number];

export interface Figures extends Readonly<Record<Command, Cost>> {
  /** The size of the output of `pulumi stack export`. */
  readonly stateBytes: number;
  /** The same JSON without indentation. */
  readonly compactStateBytes: number;
  /** Peak memory of the program's process during `up`. */
  readonly programBytes: number;
}

/** The measurement of one contender. */
interface Run {
  readonly contender: Contender;
  readonly mode: Mode;
  readonly emulator: Emulator;
  readonly workspace: Workspace;
}

/** Creates, refreshes and disbands the groups with the real CLI. Fails if a command fails, or a group is left. */
export async function measure(contender: Contender, groups: number, mode: Mode, emulator: Emulator): Promise<Figures> {
  emulator.reset();
  emulator.app().importAccounts("alice");
  const workspace = await workspaceFor(contender, groups, mode, emulator);
  const run = { contender, mode, emulator, workspace };
  try {
    const up = await cost(run, "up");
    requireGroups(emulator, groups, `up with ${contender.label}`);
    const state = (await workspace.pulumi(["stack", "export", "--stack", workspace.stack])).stdout;
    const refresh = await cost(run, "refresh");
    const destroy = await cost(run, "destroy");
    requireGroups(emulator, 0, `destroy with ${contender.label}`);
    return {
      ...{ up, refresh, destroy },
      stateBytes: Buffer.byteLength(state),
      compactStateBytes: Buffer.byteLength(JSON.stringify(JSON.parse(state))),
      programBytes: await programMemory(workspace),
    };
  } finally {
    await workspace.dispose();
  }
}

/** 60007: over the rate limit of the API. */
const RATE_LIMITED = 60007;

/** Commands that make progress when they are repeated. A refresh starts again from the beginning. */
const PROGRESSING: readonly Command[] = ["up", "destroy"];

/**
 * Runs a command until it succeeds, as a user would after a run that failed because of the rate limit. Any other failure
 * ends the benchmark.
 */
async function cost({ contender, workspace, mode, emulator }: Run, command: Command): Promise<Cost> {
  const refusals = () => emulator.journal.count({ errorCode: RATE_LIMITED });
  emulator.journal.clear();
  const started = performance.now();
  for (let runs = 1; ; runs++) {
    const before = refusals();
    const { code, all } = await workspace[command]({ args: mode.args, expectCode: "any" });
    const seconds = (performance.now() - started) / 1000;
    const refused = refusals();
    const isExpected = contender.mayBeRefused && refused > before && runs < 10;
    if (code !== 0 && !isExpected)
      throw new Error(`${command} with ${contender.label} ended with ${code}: ...${all.slice(-2000)}`);
    if (code === 0 || !PROGRESSING.includes(command)) {
      return { seconds, runs, succeeded: code === 0, calls: emulator.journal.count(), refused };
    }
  }
}

function requireGroups(emulator: Emulator, expected: number, after: string): void {
  const found = emulator.app().groups().length;
  if (found !== expected) throw new Error(`After ${after} there should be ${expected} groups; there are ${found}.`);
}
