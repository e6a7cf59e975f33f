import type { Emulator } from "../../emulator";
import type { Contender } from "./contenders";
import { type Measurement, type Setting, type Step, type StepCost, steps } from "./figures";
import { largest, watchMemory } from "./memory";
import { refusedCalls, resetService } from "./service";
import type { Session } from "./sessions/session";

interface Run {
  readonly contender: Contender;
  readonly emulator: Emulator;
  readonly session: Session;
}

/** Takes all steps with one contender. Fails if a command fails, or leaves another number of groups than it should. */
export async function measure(
  contender: Contender,
  setting: Setting,
  round: number,
  emulator: Emulator,
): Promise<Measurement> {
  resetService(emulator);
  const session = await contender.session(setting, emulator);
  const run: Run = { contender, emulator, session };
  try {
    const costs: Partial<Record<Step, StepCost>> = {};
    let state: string | undefined;
    for (const step of steps) {
      const cost = await costOf(run, step);
      if (cost !== undefined) costs[step] = cost;
      requireGroups(run, step, setting.groups);
      if (step === "up") state = await session.state();
    }
    const stateBytes = state === undefined ? undefined : Buffer.byteLength(JSON.stringify(JSON.parse(state)));
    return { contender: contender.key, ...setting, round, steps: costs, stateBytes };
  } finally {
    await session.dispose();
  }
}

/** Steps that make progress when they are repeated. A preview or refresh starts again from the beginning. */
const PROGRESSING: readonly Step[] = ["up", "change", "destroy"];
const MAX_RUNS = 20;

/**
 * Repeats a step until it succeeds, as a user would after a run that failed because of the rate limit. Any other failure
 * ends the benchmark.
 */
async function costOf({ contender, emulator, session }: Run, step: Step): Promise<StepCost | undefined> {
  emulator.journal.clear();
  const started = performance.now();
  let memory = {};
  for (let runs = 1; ; runs++) {
    const before = refusedCalls(emulator);
    const command = session.start(step);
    if (command === undefined) return undefined;
    const peaks = watchMemory(command.pid);
    const { code, all } = await command.done.finally(() => {
      memory = largest(memory, peaks());
    });
    const seconds = (performance.now() - started) / 1000;
    const refused = refusedCalls(emulator);
    const isExpected = contender.mayBeRefused && refused > before && runs < MAX_RUNS;
    if (code !== 0 && !isExpected)
      throw new Error(`${step} with ${contender.label} ended with ${code}: ...${all.slice(-2000)}`);
    if (code !== 0 && PROGRESSING.includes(step)) continue;
    const program = await session.programCost();
    return { seconds, runs, succeeded: code === 0, calls: emulator.journal.count(), refused, program, memory };
  }
}

function requireGroups({ contender, emulator }: Run, step: Step, groups: number): void {
  const expected = contender.createsGroups && step !== "preview" && step !== "destroy" ? groups : 0;
  const found = emulator.app().groups().length;
  if (found !== expected)
    throw new Error(`After ${step} with ${contender.label} there should be ${expected} groups; there are ${found}.`);
}
