import assert from "node:assert/strict";
import { OperationPace } from "../../../provider/hosts/operationPace";

/** An engine that runs operations. Times are in milliseconds. */
interface Engine {
  readonly parallel: number;
  /** What the engine needs for each operation after it ended, one after the other, such as a checkpoint. */
  readonly stepMs: number;
  /** What an operation takes by itself. */
  readonly workMs: number;
  /** The time between two calls that the service's limit allows. */
  readonly limitMs: number;
  readonly reads: number;
  /** The time between two operations that the program gives to the engine, whether or not others are under way. */
  readonly arrivalMs: number;
}

const atRest: Engine = { parallel: 8, stepMs: 0, workMs: 80, limitMs: 0, reads: 2, arrivalMs: 0 };

/** Runs operations by the rules of an engine, without waiting. Each read waits for its whole window. */
function simulate(given: Partial<Engine>, waits: boolean, operations = 2000) {
  const { parallel, stepMs, workMs, limitMs, reads, arrivalMs } = { ...atRest, ...given };
  let now = 0;
  const pace = new OperationPace(() => now);
  const events: { readonly at: number; run(): void }[] = [];
  const schedule = (at: number, run: () => void): void => {
    const index = events.findIndex((event) => event.at > at);
    events.splice(index === -1 ? events.length : index, 0, { at, run });
  };
  let begun = 0;
  let engineFree = 0;
  let nextCall = 0;
  const windows: number[] = [];
  let nextArrival = 0;
  const begin = (): void => {
    nextArrival = Math.max(now, nextArrival + arrivalMs);
    schedule(nextArrival, start);
  };
  const start = (): void => {
    if (begun++ >= operations) return;
    const operation = pace.begin(reads);
    const windowMs = waits ? (operation.batchWindowMs ?? 0) : 0;
    windows.push(windowMs);
    nextCall = Math.max(now, nextCall + limitMs);
    schedule(nextCall + workMs + reads * windowMs, () => {
      operation.end();
      engineFree = Math.max(now, engineFree) + stepMs;
      schedule(engineFree, begin);
    });
  };
  for (let worker = 0; worker < parallel; worker++) begin();
  for (let next = events.shift(); next !== undefined; next = events.shift()) {
    now = next.at;
    next.run();
  }
  const late = windows.slice(windows.length / 2);
  return { ms: now, windowMs: late.reduce((sum, window) => sum + window, 0) / late.length };
}

/** How much longer it takes with the waits, and how long they are. */
function costOf(engine: Partial<Engine>) {
  const { ms, windowMs } = simulate(engine, true);
  return { slowdown: ms / simulate(engine, false).ms, windowMs };
}

describe("the pace of operations", () => {
  it("lets reads wait where the engine sets the pace, for several operations and at no cost", () => {
    for (const stepMs of [25, 60, 100]) {
      const { slowdown, windowMs } = costOf({ stepMs });
      assert.ok(windowMs >= 1.5 * stepMs - 20 && slowdown < 1.1, `${stepMs}: ${windowMs} ms, ${slowdown} x`);
    }
    const { slowdown, windowMs } = costOf({ stepMs: 60, reads: 1 });
    assert.ok(windowMs > 200 && slowdown < 1.1, `${windowMs} ms, ${slowdown} x`);
  });

  it("lets reads wait where the service's limit sets the pace", () => {
    const { slowdown, windowMs } = costOf({ parallel: 64, limitMs: 5 });
    assert.ok(windowMs > 20 && slowdown < 1.1, `${windowMs} ms, ${slowdown} x`);
  });

  it("lets reads wait where the program sets the pace", () => {
    for (const arrivalMs of [8, 12]) {
      const { slowdown, windowMs } = costOf({ parallel: 64, arrivalMs });
      assert.ok(windowMs > 50 && slowdown < 1.1, `${arrivalMs}: ${windowMs} ms, ${slowdown} x`);
    }
  });

  it("does not let reads wait where the operations themselves set the pace", () => {
    for (const engine of [{}, { workMs: 400 }, { parallel: 16 }, { stepMs: 5 }, { parallel: 64 }]) {
      const { slowdown } = costOf(engine);
      assert.ok(slowdown < 1.15, `${JSON.stringify(engine)}: ${slowdown} x`);
    }
  });

  it("does not let reads wait while operations come few at a time", () => {
    for (const parallel of [1, 2, 3]) assert.equal(costOf({ parallel, stepMs: 60 }).windowMs, 0);
  });

  it("lets a read wait for a full call where enough others are under way", () => {
    const pace = new OperationPace(() => 0);
    const windows = Array.from({ length: 64 }, () => pace.begin(1).batchWindowMs ?? 0);
    assert.deepEqual([windows[0], windows[10], windows[63]], [40, 40, 250]);
  });

  it("stops waiting where operations follow each other after they have run in parallel", () => {
    let now = 0;
    const pace = new OperationPace(() => now);
    const together = Array.from({ length: 8 }, () => pace.begin(1));
    for (const each of together) each.end();
    let waited = 0;
    for (let count = 0; count < 1000; count++) {
      const operation = pace.begin(1);
      waited += operation.batchWindowMs ?? 0;
      now += 20 + (operation.batchWindowMs ?? 0);
      operation.end();
    }
    assert.ok(waited < 2000, `${waited} ms of waits in 1,000 operations`);
  });
});
