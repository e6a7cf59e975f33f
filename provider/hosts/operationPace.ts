/** Fewer operations at a time say nothing about the pace of the engine. */
const minPeak = 4;
const longestWaitMs = 400;
const shortestWaitMs = 4;
/** Below the first share of the engine's parallel steps with the provider, waits grow; above the second, they shrink. */
const lowShare = 0.8;
const highShare = 0.95;
const growthMs = 2;
const shrinkageMs = 6;
/** Operations that follow each other this closely wait for the service's limit (200 calls a second, doc 34381), whatever they do. */
const intervalOfLimitMs = 4.9;
const intervalAtLimitMs = 7;
/** What an operation takes besides its waits. */
const workMs = 100;
/** The weight of the latest interval in the average. */
const weight = 0.05;
const firstSkip = 16;
const longestSkip = 1024;

/** An operation that is under way. */
interface RunningOperation {
  /** How long its reads may wait for others that share their calls; undefined for the client's default. */
  readonly batchWindowMs: number | undefined;
  end(): void;
}

/**
 * Decides how long reads wait for each other. A wait costs no time where the engine or the service's limit sets the pace: an
 * engine that writes its state after each step has few of its parallel steps with the provider at a time. So waits grow until
 * most of the steps are with the provider, and shrink before all are. If all are and the limit sets the pace, they wait for the
 * limit anyway. Where operations follow each other without overlap, a wait would only delay them: after one that nobody
 * joined, the next ones do not wait.
 */
export class OperationPace {
  readonly #now: () => number;
  #running = 0;
  #peak = 0;
  #begun = 0;
  #begunAt = Number.NEGATIVE_INFINITY;
  /** The average time between the beginnings of two operations. */
  #intervalMs = 1000;
  /** How long an operation may wait in all. */
  #waitMs = 0;
  #toSkip = 0;
  #nextSkip = firstSkip;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @param reads how many reads, one after the other, the operation usually makes */
  begin(reads: number): RunningOperation {
    const begunAt = this.#now();
    this.#intervalMs += weight * (Math.min(begunAt - this.#begunAt, 1000) - this.#intervalMs);
    this.#begunAt = begunAt;
    this.#running += 1;
    this.#begun += 1;
    this.#peak = Math.max(this.#peak, this.#running);
    this.#adapt();
    const batchWindowMs = this.#window(reads);
    const begun = this.#begun;
    return {
      batchWindowMs,
      end: () => {
        this.#running -= 1;
        if (batchWindowMs !== undefined) this.#learn(this.#begun > begun);
      },
    };
  }

  #adapt(): void {
    const share = this.#running / this.#peak;
    if (share < lowShare) this.#waitMs = Math.min(longestWaitMs, this.#waitMs + growthMs);
    else if (share > highShare) this.#waitMs = Math.max(0, this.#waitMs - shrinkageMs);
  }

  #window(reads: number): number | undefined {
    if (this.#peak < minPeak) return undefined;
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return undefined;
    }
    const isAtLimit = this.#intervalMs >= intervalOfLimitMs && this.#intervalMs <= intervalAtLimitMs;
    const waitAtLimitMs = lowShare * this.#peak * this.#intervalMs - workMs;
    const waitMs = isAtLimit ? Math.max(this.#waitMs, Math.min(longestWaitMs, waitAtLimitMs)) : this.#waitMs;
    return waitMs < shortestWaitMs * reads ? undefined : waitMs / reads;
  }

  #learn(wasJoined: boolean): void {
    this.#toSkip = wasJoined ? 0 : this.#nextSkip;
    this.#nextSkip = wasJoined ? firstSkip : Math.min(longestSkip, this.#nextSkip * 4);
  }
}
