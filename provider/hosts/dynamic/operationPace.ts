/** Half as many as the engine runs at a time on the smallest machine: fewer say nothing about its pace. */
const minPeak = 4;
const longestWindowMs = 100;
/** What an operation takes besides its waits for shared calls, and in how many of those it waits. */
const typicalMs = 100;
const windowsPerOperation = 2;
/** The common limit of the service for each API (doc 34381). */
const callsPerSecond = 200;
const firstSkip = 16;
const longestSkip = 1024;

/** An operation that is under way. */
interface RunningOperation {
  /** How long its reads may wait for others that share their calls; undefined for the client's default. */
  readonly batchWindowMs: number | undefined;
  end(): void;
}

/**
 * Decides how long reads wait for each other. A wait costs no time where the engine or the service's limit sets the pace: if
 * the engine writes its state after each step, few of its parallel steps are with the provider at a time; if many are, they
 * wait for the limit anyway. Where operations follow each other without overlap, a wait would only delay them: after one
 * that nobody joined, the next ones do not wait.
 */
export class OperationPace {
  #running = 0;
  #peak = 0;
  #begun = 0;
  #toSkip = 0;
  #nextSkip = firstSkip;

  begin(): RunningOperation {
    this.#running += 1;
    this.#begun += 1;
    this.#peak = Math.max(this.#peak, this.#running);
    const batchWindowMs = this.#window();
    const begun = this.#begun;
    return {
      batchWindowMs,
      end: () => {
        this.#running -= 1;
        if (batchWindowMs !== undefined) this.#learn(this.#begun > begun);
      },
    };
  }

  #window(): number | undefined {
    if (this.#peak < minPeak) return undefined;
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return undefined;
    }
    if (this.#running <= this.#peak / 2) return longestWindowMs;
    const spareMs = (this.#peak / callsPerSecond) * 1000 - typicalMs;
    return spareMs <= 0 ? undefined : Math.min(longestWindowMs, spareMs / windowsPerOperation);
  }

  #learn(wasJoined: boolean): void {
    this.#toSkip = wasJoined ? 0 : this.#nextSkip;
    this.#nextSkip = wasJoined ? firstSkip : Math.min(longestSkip, this.#nextSkip * 4);
  }
}
