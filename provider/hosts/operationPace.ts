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

/** get_group_info reads so many groups at a time (doc 34961). */
const groupsPerRead = 50;
const fullReadWaitMs = 250;
/** The engine begins a refresh with many reads, one after the other. */
const firstReadWaitMs = 40;
/** The operations with which an engine begins say nothing: all come at once. */
const firstProbe = 128;
const probeMs = 20;

/** A longer wait for some operations, to see whether the engine then has more of them at a time. */
interface Probe {
  /** The wait before. */
  readonly before: number;
  /** The number of the operation that ends it. */
  readonly end: number;
  readonly isPassed: boolean;
}

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
  #probe: Probe | undefined;
  #probeGap = 0;
  #nextProbe = firstProbe;
  #toSkip = 0;
  #nextSkip = firstSkip;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @param reads how many reads, one after the other, the operation usually makes */
  begin(reads: number): RunningOperation {
    const begunAt = this.#now();
    // The first operation has no other before it.
    const intervalWeight = this.#begun === 0 ? 0 : Math.max(weight, 1 / this.#begun);
    this.#intervalMs += intervalWeight * (Math.min(begunAt - this.#begunAt, 1000) - this.#intervalMs);
    this.#begunAt = begunAt;
    this.#running += 1;
    this.#begun += 1;
    const isNewPeak = this.#running > this.#peak;
    this.#peak = Math.max(this.#peak, this.#running);
    this.#adapt(isNewPeak);
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

  #adapt(isNewPeak: boolean): void {
    const share = this.#running / this.#peak;
    if (this.#probe !== undefined) this.#continueProbe(this.#probe, isNewPeak);
    else if (share > highShare && this.#begun >= this.#nextProbe) this.#beginProbe();
    else if (share < lowShare) this.#waitMs = Math.min(longestWaitMs, this.#waitMs + growthMs);
    else if (share > highShare) this.#waitMs = Math.max(0, this.#waitMs - shrinkageMs);
  }

  #beginProbe(): void {
    this.#probe = { before: this.#waitMs, end: this.#begun + 2 * this.#peak, isPassed: false };
    this.#waitMs = Math.min(longestWaitMs, this.#waitMs + probeMs);
  }

  #continueProbe({ before, end, isPassed: wasPassed }: Probe, isNewPeak: boolean): void {
    const isPassed = wasPassed || isNewPeak;
    this.#probe = this.#begun < end ? { before, end, isPassed } : undefined;
    if (this.#probe !== undefined) return;
    if (!isPassed) this.#waitMs = before;
    this.#probeGap = isPassed ? 0 : Math.min(longestSkip, 2 * Math.max(firstProbe, this.#probeGap));
    this.#nextProbe = this.#begun + this.#probeGap;
  }

  #window(reads: number): number | undefined {
    if (this.#peak < minPeak) return reads === 1 && this.#begun < groupsPerRead ? firstReadWaitMs : undefined;
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return undefined;
    }
    const isAtLimit = this.#intervalMs >= intervalOfLimitMs && this.#intervalMs <= intervalAtLimitMs;
    const waitAtLimitMs = lowShare * this.#peak * this.#intervalMs - workMs;
    const learnedMs = isAtLimit ? Math.max(this.#waitMs, Math.min(longestWaitMs, waitAtLimitMs)) : this.#waitMs;
    const waitMs = Math.max(learnedMs, reads === 1 ? this.#fullReadWait() : 0);
    return waitMs < shortestWaitMs * reads ? undefined : waitMs / reads;
  }

  /** A read that has so many beside it does not wait long: the call is sent when it is full. */
  #fullReadWait(): number {
    if (this.#peak >= groupsPerRead) return fullReadWaitMs;
    return this.#begun < groupsPerRead ? firstReadWaitMs : 0;
  }

  #learn(wasJoined: boolean): void {
    this.#toSkip = wasJoined ? 0 : this.#nextSkip;
    this.#nextSkip = wasJoined ? firstSkip : Math.min(longestSkip, this.#nextSkip * 4);
  }
}
