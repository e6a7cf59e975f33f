import { onAbort } from "../../base/abort";
import type { Clock } from "../../base/clock";

/** One second plus one millisecond, so that rounding clocks never allow an extra call. */
const WINDOW_MS = 1001;
/** Throttle answers come in bursts: those within this time count as one. */
const SLOW_DOWN_PAUSE_MS = 1000;
/**
 * The bounds of the decrease per burst of throttle answers. Additive increase, multiplicative decrease (AIMD): processes
 * that share a limit converge to a fair share, and a decrease in proportion to the refusals wastes little quota.
 */
const MIN_DECREASE = 0.1;
const MAX_DECREASE = 0.5;
/** From half speed back to full in 30 s. */
const RECOVERY_MS = 60_000;
const MIN_SHARE = 1 / 32;

/** Thrown by {@link Limiter.acquire} if the deadline passes first. */
export class RateLimitTimeout extends Error {
  constructor(readonly waiting: number) {
    super("the deadline passed before the call could start");
    this.name = "RateLimitTimeout";
  }
}

interface Waiter {
  readonly start: () => void;
  removed: boolean;
}

/** Must be called when the call ends, with or without an answer. */
export type Release = () => void;

/** Limits the rate at which calls start. The rates are in chat/endpoints; the option `callsPerSecond` lowers them. */
export interface Limiter {
  /** Resolves when the call may start. Rejects with the signal's reason, or with {@link RateLimitTimeout} at the deadline. */
  acquire(signal?: AbortSignal, deadline?: number): Promise<Release>;
  /** Reports a throttle answer of the service. */
  slowDown(): void;
  /** The current rate in calls per second. */
  readonly currentRate: number;
}

/**
 * Starts calls at a steady rate after a small burst, first come, first served. At most `burst + rate - 1` calls start in
 * any second (GCRA: one number holds the whole state).
 *
 * The service counts arrivals, not starts: the first calls of a process open connections and arrive late, later calls
 * overtake them, and the calls of two seconds arrive in one. A call arrives between its start and its end. So a call
 * starts only if fewer than that number are in flight or ended within the last second: no delay can exceed the limit.
 */
export class RateLimiter implements Limiter {
  readonly #clock: Clock;
  #rate: number;
  #burst: number;
  /** The share of the rate in use: 1, lower after throttle answers, then recovering with time. */
  #share = 1;
  #throttledAt = Number.NEGATIVE_INFINITY;
  /** The last burst of throttle answers: its start, the share before it, and the number of refusals. */
  #throttledSince = Number.NEGATIVE_INFINITY;
  #shareBefore = 1;
  #refusals = 0;
  /** When the next call would be due at the steady rate. */
  #due = Number.NEGATIVE_INFINITY;
  /** Calls in flight, and the end times of the last second, oldest first. */
  #inFlight = 0;
  #recentEnds: number[] = [];
  /** Wakes the pump while it waits for a call to end. */
  #wake: (() => void) | undefined;
  #queue: Waiter[] = [];
  #head = 0;
  #waiting = 0;
  #pumping = false;

  constructor(clock: Clock, callsPerSecond: number, burst: number) {
    this.#clock = clock;
    this.#rate = callsPerSecond;
    this.#burst = burst;
  }

  acquire(signal?: AbortSignal, deadline?: number): Promise<Release> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (deadline !== undefined && this.#clock.now() >= deadline)
      return Promise.reject(new RateLimitTimeout(this.#waiting));
    if (this.#waiting === 0 && this.#delay() <= 0) return Promise.resolve(this.#start());
    return new Promise((resolve, reject) => this.#enqueue(resolve, reject, signal, deadline));
  }

  /** Lowers the rate by the refused share of the last second's calls, at most by half per burst. */
  slowDown(): void {
    const now = this.#clock.monotonic();
    if (now - this.#throttledSince >= SLOW_DOWN_PAUSE_MS) {
      this.#shareBefore = this.#shareAt(now);
      this.#throttledSince = now;
      this.#refusals = 0;
    }
    this.#refusals += 1;
    this.#dropOldEnds(now);
    const refusedShare = this.#refusals / Math.max(this.#refusals, this.#recentEnds.length);
    const slowDown = Math.min(MAX_DECREASE, Math.max(MIN_DECREASE, refusedShare));
    this.#share = Math.max(MIN_SHARE, Math.min(this.#shareAt(now), this.#shareBefore * (1 - slowDown)));
    this.#throttledAt = now;
  }

  /** Clients of one app share a limiter: the lower rate and burst apply. */
  lowerTo(callsPerSecond: number, burst: number): void {
    this.#rate = Math.min(this.#rate, callsPerSecond);
    this.#burst = Math.min(this.#burst, burst);
  }

  get currentRate(): number {
    return this.#rate * this.#shareAt(this.#clock.monotonic());
  }

  /** True if its state no longer matters: a new limiter would behave the same. */
  get idle(): boolean {
    const now = this.#clock.monotonic();
    this.#dropOldEnds(now);
    return (
      this.#inFlight + this.#waiting + this.#recentEnds.length === 0 && this.#due <= now && this.#shareAt(now) === 1
    );
  }

  #enqueue(
    resolve: (release: Release) => void,
    reject: (reason: unknown) => void,
    signal?: AbortSignal,
    deadline?: number,
  ): void {
    const done = new AbortController();
    const finish = (settle: () => void): void => {
      if (waiter.removed) return;
      waiter.removed = true;
      this.#waiting -= 1;
      removeListener();
      done.abort();
      settle();
    };
    const waiter: Waiter = { removed: false, start: () => finish(() => resolve(this.#start())) };
    const removeListener = onAbort(signal, () => finish(() => reject(signal?.reason)));
    if (deadline !== undefined) {
      this.#clock.sleep(Math.max(0, deadline - this.#clock.now()), done.signal).then(
        () => finish(() => reject(new RateLimitTimeout(this.#waiting))),
        () => undefined,
      );
    }
    this.#queue.push(waiter);
    this.#waiting += 1;
    if (!this.#pumping) void this.#pump();
  }

  /** Runs while calls wait: starts the next one when it is due, then sleeps until the following one. */
  async #pump(): Promise<void> {
    this.#pumping = true;
    try {
      for (;;) {
        const next = this.#nextWaiter();
        if (next === undefined) return;
        const delay = this.#delay();
        if (delay <= 0) {
          this.#head += 1;
          next.start();
        } else if (delay === Number.POSITIVE_INFINITY) {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        } else {
          await this.#clock.sleep(Math.ceil(delay));
        }
      }
    } finally {
      this.#pumping = false;
    }
  }

  /** Returns the first call that still waits and drops those that left. */
  #nextWaiter(): Waiter | undefined {
    while (this.#queue[this.#head]?.removed) this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return this.#queue[this.#head];
  }

  /** Milliseconds until the next call may start; infinite while it depends on a call in flight. */
  #delay(): number {
    const now = this.#clock.monotonic();
    // The burst is measured at the full rate: a slowdown must not allow a longer head start.
    const pace = this.#due - (this.#burst - 1) * (WINDOW_MS / this.#rate) - now;
    return Math.max(pace, this.#windowDelay(now));
  }

  #windowDelay(now: number): number {
    const limit = Math.max(1, Math.floor(this.#rate + this.#burst - 1));
    this.#dropOldEnds(now);
    const surplus = this.#inFlight + this.#recentEnds.length - limit;
    if (surplus < 0) return 0;
    return (this.#recentEnds[surplus] ?? Number.POSITIVE_INFINITY) + WINDOW_MS - now;
  }

  #dropOldEnds(now: number): void {
    while ((this.#recentEnds[0] ?? now) <= now - WINDOW_MS) this.#recentEnds.shift();
  }

  #start(): Release {
    const now = this.#clock.monotonic();
    this.#due = Math.max(this.#due, now) + this.#interval(now);
    this.#inFlight += 1;
    let done = false;
    return () => {
      if (done) return;
      done = true;
      this.#inFlight -= 1;
      this.#recentEnds.push(this.#clock.monotonic());
      this.#wake?.();
      this.#wake = undefined;
    };
  }

  #interval(now: number): number {
    return WINDOW_MS / (this.#rate * this.#shareAt(now));
  }

  #shareAt(now: number): number {
    return Math.min(1, this.#share + (this.#share < 1 ? Math.max(0, now - this.#throttledAt) / RECOVERY_MS : 0));
  }
}

/** The rate that most endpoints allow per app and API (doc 34381), and the share of it that the client uses. */
const COMMON_LIMIT = 200;
const SAFETY_SHARE = 0.975;

/** Converts a service limit to a slightly lower rate and a burst that fits into the difference. */
export function paceFor(serviceLimit: number, callsPerSecond: number): { rate: number; burst: number } {
  // Only the common limit can be raised by contract (doc 34419). Smaller limits scale down with the option, never up.
  const share = Math.min(SAFETY_SHARE, callsPerSecond / COMMON_LIMIT);
  const rate = serviceLimit === COMMON_LIMIT ? callsPerSecond : serviceLimit * share;
  // At most `burst + rate - 1` calls start in a second: fewer than the limit, unless the rate was raised above it.
  const spare = rate < serviceLimit ? Math.floor(serviceLimit - rate) : Number.POSITIVE_INFINITY;
  return { rate, burst: Math.max(1, Math.min(Math.floor(serviceLimit / 20), Math.floor(rate / 19), spare)) };
}

/** One limiter per key in the whole process, for all clients: the service counts per app and API. Separate per clock, for tests. */
const shared = new WeakMap<Clock, Map<string, RateLimiter>>();

export function sharedLimiter(clock: Clock, key: string, serviceLimit: number, callsPerSecond: number): RateLimiter {
  const { rate, burst } = paceFor(serviceLimit, callsPerSecond);
  const limiters = shared.get(clock) ?? new Map<string, RateLimiter>();
  shared.set(clock, limiters);
  const existing = limiters.get(key);
  if (existing !== undefined) {
    existing.lowerTo(rate, burst);
    return existing;
  }
  const limiter = new RateLimiter(clock, rate, burst);
  limiters.set(key, limiter);
  return limiter;
}
