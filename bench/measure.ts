import type { Emulator } from "../emulator";
import type { CommandResult } from "../tests/engine/support/command";
import type { Workspace } from "../tests/engine/support/workspace";
import { type Contender, type Mode, programMemory, workspaceFor } from "./contender";

/** What one command cost, with all the runs that it took. */
export interface Cost {
  readonly seconds: number;
  readonly runs: number;
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

/** Makes the groups, refreshes and disbands them, on the real CLI; fails when a command does, or anything is left. */
export async function measure(contender: Contender, groups: number, mode: Mode, emulator: Emulator): Promise<Figures> {
  emulator.reset();
  emulator.app().importAccounts("alice");
  const workspace = await workspaceFor(contender, groups, mode, emulator);
  try {
    const up = await cost(emulator, () => run(workspace, "up", mode));
    demandGroups(emulator, groups, `up with ${contender.label}`);
    const state = (await workspace.pulumi(["stack", "export", "--stack", workspace.stack])).stdout;
    const refresh = await cost(emulator, () => run(workspace, "refresh", mode));
    const destroy = await cost(emulator, () => run(workspace, "destroy", mode));
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

function run(workspace: Workspace, command: Command, { args }: Mode): Promise<CommandResult> {
  return workspace[command]({ args, expectCode: "any" });
}

/** 60007: over the call rate of the API (doc 34348). */
const TOO_OFTEN = 60007;

/**
 * Runs a command until it succeeds, as somebody would whose run failed because the service refused calls for their rate.
 * Any other failure ends the bench, and so do runs that get nowhere.
 */
async function cost(emulator: Emulator, once: () => Promise<CommandResult>): Promise<Cost> {
  emulator.journal.clear();
  const started = performance.now();
  for (let runs = 1; ; runs++) {
    const before = emulator.journal.count({ errorCode: TOO_OFTEN });
    const { code, args, all } = await once();
    const refused = emulator.journal.count({ errorCode: TOO_OFTEN });
    const seconds = (performance.now() - started) / 1000;
    if (code === 0) return { seconds, runs, calls: emulator.journal.count(), refused };
    if (refused === before || runs === 10) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${all}`);
  }
}

function demandGroups(emulator: Emulator, expected: number, after: string): void {
  const found = emulator.app().groups().length;
  if (found !== expected) throw new Error(`After ${after} there should be ${expected} groups; there are ${found}.`);
}
