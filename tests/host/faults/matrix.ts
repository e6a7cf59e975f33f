import { type Cell, type Outcome, type Row, runCell } from "./cell";
import { type FaultColumn, faultColumns, type WorkerKind } from "./faults";
import { operations } from "./operations";
import { subjects } from "./subjects";
import type { Subject } from "./subjects/subject";
import { Worker } from "./worker";

export interface Result {
  readonly cell: Cell;
  /** An error if one of the invariants did not hold. */
  readonly outcome: Outcome | Error;
}

interface WorkerRules {
  /** Workers of one stage run at the same time. */
  readonly stage: number;
  readonly deadlineSeconds: number;
  /** Cells at a time. */
  readonly cellsAtATime: number;
  /** Processes at a time. */
  readonly processesAtATime: number;
  /** Cells with the same key share a process. */
  readonly key: (cell: Cell, index: number) => string;
}

const byCode = ({ column }: Cell) => String(column.code);
const oneByOne = (_: Cell, index: number) => String(index);
/** Distributes cells over several processes. */
const spread = (over: number) => (_: Cell, index: number) => String(index % over);
const byCodeSpread = (cell: Cell, index: number) => `${byCode(cell)} ${index % 3}`;

/** Short deadlines come first, without the cells that load the machine and would make them miss their deadline. */
const WORKERS: Readonly<Record<WorkerKind, WorkerRules>> = {
  shortDeadline: { stage: 1, deadlineSeconds: 6, cellsAtATime: 48, processesAtATime: 1, key: () => "" },
  cutOff: { stage: 1, deadlineSeconds: 6, cellsAtATime: 1, processesAtATime: 12, key: spread(10) },
  throttledShortDeadline: { stage: 2, deadlineSeconds: 6, cellsAtATime: 6, processesAtATime: 8, key: byCode },
  normal: { stage: 3, deadlineSeconds: 60, cellsAtATime: 48, processesAtATime: 1, key: () => "" },
  throttled: { stage: 3, deadlineSeconds: 60, cellsAtATime: 2, processesAtATime: 9, key: byCodeSpread },
  fresh: { stage: 3, deadlineSeconds: 60, cellsAtATime: 1, processesAtATime: 2, key: oneByOne },
};

/**
 * The rows: every write API that an operation on one of the resources calls, recorded in a run without faults.
 */
export async function recordRows(of: readonly Subject[] = subjects): Promise<readonly Row[]> {
  const rows = await Promise.all(of.map((subject) => recordSubject(subject)));
  return rows.flat();
}

export function cellsOf(rows: readonly Row[]): readonly Cell[] {
  return rows.flatMap((row) =>
    faultColumns
      .filter(({ isFirstOfKind }) => row.subject.codes === "allCodes" || isFirstOfKind !== false)
      .map((column) => ({ row, column })),
  );
}

/**
 * Runs all cells to their end.
 *
 * @param isExpected whether a cell has the same outcome as before
 */
export async function runMatrix(
  cells: readonly Cell[],
  isExpected: (result: Result) => boolean,
): Promise<readonly Result[]> {
  const results = new Map<Cell, Result>();
  const run = async ([kind, { processesAtATime }]: readonly [string, WorkerRules]) =>
    inParallel(cellsByWorker(cells, kind), processesAtATime, async (worker) => {
      for (const result of await runWorker(worker)) results.set(result.cell, result);
    });
  for (const stage of [1, 2, 3]) {
    await Promise.all(
      Object.entries(WORKERS)
        .filter(([, rules]) => rules.stage === stage)
        .map(run),
    );
  }
  await rerunDoubtful(results, isExpected);
  return cells.map((cell) => results.get(cell) ?? { cell, outcome: new Error("the cell was not run") });
}

/** With more cells than this, timing is not the cause. */
const maxReruns = 30;
const rerunDeadlineSeconds = 30;

/**
 * A busy machine misses a deadline of seconds. So a broken or unexpected cell counts only if it repeats with five times the
 * time and a process of its own.
 */
async function rerunDoubtful(results: Map<Cell, Result>, isExpected: (result: Result) => boolean): Promise<void> {
  const doubtful = [...results.values()].filter((result) => result.outcome instanceof Error || !isExpected(result));
  if (doubtful.length > maxReruns) return;
  await inParallel([...doubtful.entries()], 4, async ([index, { cell, outcome }]) => {
    console.log(`Again, with ${rerunDeadlineSeconds} s: ${nameOf(cell)}, after ${String(outcome).slice(0, 300)}`);
    const worker = await Worker.start(cell.row.subject, rerunDeadlineSeconds);
    const rerun = await runCell(worker, cell, `again-${index}`).catch(asError);
    const failure = await worker.stop().then(() => undefined, asError);
    results.set(cell, { cell, outcome: failure ?? rerun });
  });
}

type Numbered = readonly [index: number, cell: Cell];

/** The cells of a kind, by the process that they share. */
function cellsByWorker(cells: readonly Cell[], kind: string): readonly (readonly Numbered[])[] {
  const workers = new Map<string, Numbered[]>();
  for (const [index, cell] of cells.entries()) {
    const { row, column } = cell;
    if (column.worker !== kind) continue;
    const key = `${JSON.stringify(row.subject.env)} ${WORKERS[column.worker].key(cell, index)}`;
    workers.set(key, [...(workers.get(key) ?? []), [index, cell]]);
  }
  return [...workers.values()];
}

async function runWorker(members: readonly Numbered[]): Promise<readonly Result[]> {
  const [first] = members;
  if (first === undefined) return [];
  const { row, column } = first[1];
  const { deadlineSeconds, cellsAtATime } = WORKERS[column.worker];
  const worker = await Worker.start(row.subject, deadlineSeconds);
  const results: Result[] = [];
  await inParallel(members, cellsAtATime, async ([index, cell]) => {
    results.push({ cell, outcome: await runCell(worker, cell, `cell-${index}`).catch(asError) });
  });
  const failure = await worker.stop().then(() => undefined, asError);
  return failure === undefined ? results : results.map((result) => ({ ...result, outcome: failure }));
}

async function recordSubject(subject: Subject): Promise<readonly Row[]> {
  const worker = await Worker.start(subject, 60);
  try {
    const rows: Row[] = [];
    for (const operation of operations) {
      const target = await worker.target(subject, operation.name);
      await operation.prepare(target);
      worker.emulator.journal.clear();
      await operation.run(target);
      const apis = new Set(worker.emulator.journal.entries({ effect: true }).map(({ api }) => api));
      rows.push(...[...apis].map((api) => ({ subject, operation, api })));
    }
    return rows;
  } finally {
    await worker.stop();
  }
}

async function inParallel<T>(
  items: readonly T[],
  cellsAtATime: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: cellsAtATime }, worker));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

export function nameOf({ row, column }: Cell): string {
  return `${row.subject.name}: ${row.api} in ${row.operation.name}, ${titleOf(column)}`;
}

export function titleOf({ label, code }: FaultColumn): string {
  return code === undefined ? label : `${code} ${label}`;
}
