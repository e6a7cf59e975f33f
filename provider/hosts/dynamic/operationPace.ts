/** Fewer operations at a time say nothing about the pace of the engine. */
const minPeak = 4;
const longestWindowMs = 300;
const shortestWindowMs = 5;
/** Operations that follow each other this closely wait for the service's limit (200 calls a second, doc 34381), whatever they do. */
const intervalAtLimitMs = 15;
/** The share of the engine's parallel steps that waits may take up, and the one from which on nothing waits. */
const usedShare = 0.85;
const saturation = 0.95;
/** The weight of the latest operation in an average. */
const weight = 0.2;
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
 * engine that writes its state after each step has few of its parallel steps with the provider at a time, and if many are,
 * they wait for the limit anyway. Where operations follow each other without overlap, a wait would only delay them: after one
 * that nobody joined, the next ones do not wait.
 */
export class OperationPace {
  readonly #now: () => number;
  #running = 0;
  #peak = 0;
  #begun = 0;
  #begunAt = Number.NEGATIVE_INFINITY;
  /** Averages: the time between the beginnings of two operations, and what one takes without waiting for others. */
  #intervalMs = 0;
  #workMs = 100;
  #toSkip = 0;
  #nextSkip = firstSkip;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @param reads how many reads, one after the other, the operation usually makes */
  begin(reads: number): RunningOperation {
    const begunAt = this.#now();
    const interval = Math.min(begunAt - this.#begunAt, 1000);
    this.#intervalMs += weight * (interval - this.#intervalMs);
    this.#begunAt = begunAt;
    this.#running += 1;
    this.#begun += 1;
    this.#peak = Math.max(this.#peak, this.#running);
    const batchWindowMs = this.#window(reads);
    const begun = this.#begun;
    return {
      batchWindowMs,
      end: () => {
        this.#running -= 1;
        if (batchWindowMs === undefined) this.#workMs += weight * (this.#now() - begunAt - this.#workMs);
        else this.#learn(this.#begun > begun);
      },
    };
  }

  #window(reads: number): number | undefined {
    if (this.#peak < minPeak) return undefined;
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return undefined;
    }
    const isSaturated = this.#running > saturation * this.#peak;
    if (isSaturated && this.#intervalMs > intervalAtLimitMs) return undefined;
    // With this many at a time and this pace, an operation may take so long without delaying the others.
    const spareMs = usedShare * this.#peak * this.#intervalMs - this.#workMs;
    const windowMs = Math.min(longestWindowMs, spareMs / reads);
    return windowMs < shortestWindowMs ? undefined : windowMs;
  }

  #learn(wasJoined: boolean): void {
    this.#toSkip = wasJoined ? 0 : this.#nextSkip;
    this.#nextSkip = wasJoined ? firstSkip : Math.min(longestSkip, this.#nextSkip * 4);
  }
}
