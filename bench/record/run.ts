import { measureFailure } from "./failure";
import type { BenchRecord, Measurement } from "./figures";
import { measure } from "./measure";
import type { Task } from "./plan";
import { resetService, startService } from "./service";

/**
 * Takes the measurements that the record does not have yet, on one emulator. Calls `save` after each of them: the whole
 * record takes a while, and can be continued.
 */
export async function takeRecord(
  record: BenchRecord,
  tasks: readonly Task[],
  save: (record: BenchRecord) => void,
): Promise<BenchRecord> {
  const emulator = await startService();
  let current = record;
  const store = (change: Partial<BenchRecord>) => {
    current = { ...current, ...change };
    save(current);
  };
  try {
    const left = tasks.filter((task) => !record.measurements.some((taken) => isOf(task, taken)));
    for (const [index, task] of left.entries()) {
      const { contender, setting, round } = task;
      process.stdout.write(`${index + 1} of ${left.length}: ${textOf(task)} ...`);
      const measurement = await measure(contender, setting, round, emulator);
      console.log(` ${summaryOf(measurement)}`);
      store({ measurements: [...current.measurements, measurement] });
    }
    resetService(emulator);
    if (current.failure === undefined) store({ failure: await measureFailure(emulator) });
    return current;
  } finally {
    await emulator.close();
  }
}

function isOf({ contender, setting, round }: Task, taken: Measurement): boolean {
  return (
    taken.contender === contender.key &&
    taken.round === round &&
    taken.groups === setting.groups &&
    taken.parallel === setting.parallel &&
    taken.checkpoints === setting.checkpoints
  );
}

function textOf({ contender, setting: { groups, parallel, checkpoints }, round }: Task): string {
  return `${groups} × ${contender.label}, parallel ${parallel}, ${checkpoints ? "with" : "without"} checkpoints, round ${round}`;
}

function summaryOf({ steps }: Measurement): string {
  return Object.entries(steps)
    .map(([step, cost]) => `${step} ${cost.succeeded ? "" : "refused in "}${cost.seconds.toFixed(1)} s`)
    .join(", ");
}
