import type { Emulator } from "../emulator";
import type { Workspace } from "../tests/engine/support/workspace";
import { type Contender, type Mode, programMemory, workspaceFor } from "./contender";

/** What one command cost, with all the runs that it took. */
export interface Cost {
  readonly seconds: number;
  readonly runs: number;
  readonly succeeded: boolean;
  /** Calls that came to the service, and how many of them it refused for their rate. */
  readonly calls: number;
  readonly refused: number;
}

export const commands = ["up", "refresh", "destroy"] as const;
type Command = (typeof commands)[number];

export interface Figures extends Readonly<Record<Command, Cost>> {
  /** As `pulumi stack export` prints it. */
  readonly stateBytes: number;
  /** The same JSON without indentation. */
  readonly compactStateBytes: number;
  /** Peak of the program's process during `up`. */
  readonly programBytes: number;
}

/** One contender on its way. */
interface Race {
  readonly contender: Contender;
  readonly mode: Mode;
  readonly emulator: Emulator;
  readonly workspace: Workspace;
}

/** Makes the groups, refreshes and disbands them, on the real CLI; fails when a command does, or anything is left. */
export async function measure(contender: Contender, groups: number, mode: Mode, emulator: Emulator): Promise<Figures> {
  emulator.reset();
  emulator.app().importAccounts("alice");
  const workspace = await workspaceFor(contender, groups, mode, emulator);
  const race = { contender, mode, emulator, workspace };
  try {
    const up = await cost(race, "up");
    demandGroups(emulator, groups, `up with ${contender.label}`);
    const state = (await workspace.pulumi(["stack", "export", "--stack", workspace.stack])).stdout;
    const refresh = await cost(race, "refresh");
    const destroy = await cost(race, "destroy");
    demandGroups(emulator, 0, `destroy with ${contender.label}`);
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

/** 60007: over the call rate of the API. */
const TOO_OFTEN = 60007;

/** Commands that get further when they are run again. A refresh starts anew. */
const PROGRESSING: readonly Command[] = ["up", "destroy"];

/**
 * Runs a command until it succeeds, as somebody would whose run failed because the service refused calls for their rate.
 * Any other failure ends the bench.
 */
async function cost({ contender, workspace, mode, emulator }: Race, command: Command): Promise<Cost> {
  const refusals = () => emulator.journal.count({ errorCode: TOO_OFTEN });
  emulator.journal.clear();
  const started = performance.now();
  for (let runs = 1; ; runs++) {
    const before = refusals();
    const { code, all } = await workspace[command]({ args: mode.args, expectCode: "any" });
    const seconds = (performance.now() - started) / 1000;
    const refused = refusals();
    const explained = contender.mayBeRefused && refused > before && runs < 10;
    if (code !== 0 && !explained)
      throw new Error(`${command} with ${contender.label} ended with ${code}: ...${all.slice(-2000)}`);
    if (code === 0 || !PROGRESSING.includes(command)) {
      return { seconds, runs, succeeded: code === 0, calls: emulator.journal.count(), refused };
    }
  }
}

function demandGroups(emulator: Emulator, expected: number, after: string): void {
  const found = emulator.app().groups().length;
  if (found !== expected) throw new Error(`After ${after} there should be ${expected} groups; there are ${found}.`);
}
