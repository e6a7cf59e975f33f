import type { Clock } from "../../../../chat";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/** A clock that stands still until the test moves it. */
export class ManualClock implements Clock {
  #now: number;
  /** How far `set` moved the time of day. */
  #moved = 0;
  #order = 0;
  protected timers: Timer[] = [];

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now - this.#moved;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        this.timers = this.timers.filter((other) => other !== timer);
        reject(signal?.reason);
      };
      this.#order += 1;
      const timer: Timer = {
        at: this.#now + ms,
        order: this.#order,
        fire: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.timers.push(timer);
      this.timers.sort((a, b) => a.at - b.at || a.order - b.order);
    });
  }

  /** Sleepers that have not been woken. */
  get sleeping(): number {
    return this.timers.length;
  }

  /** Moves on, waking everybody at their time. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const next = this.timers[0];
      if (next === undefined || next.at > end) break;
      this.wakeNext();
    }
    this.#now = Math.max(this.#now, end);
    await settled();
  }

  /** As when somebody sets the computer's clock. */
  set(now: number): void {
    this.#moved += now - this.#now;
    this.#now = now;
  }

  protected wakeNext(): void {
    const next = this.timers.shift();
    if (next === undefined) return;
    this.#now = Math.max(this.#now, next.at);
    next.fire();
  }
}

/** A clock on which every wait is over at once, though time has passed: for real servers and long back-offs. */
export class LeapingClock extends ManualClock {
  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const slept = super.sleep(ms, signal);
    setImmediate(() => setImmediate(() => this.wakeNext()));
    return slept;
  }
}

/** Every promise that can go on has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
