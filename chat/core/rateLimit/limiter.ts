import { onAbort } from "../../base/abort";
import type { Clock } from "../../base/clock";

/** A second, and a millisecond: clocks that round must not fit one call more into it. */
const WINDOW_MS = 1001;
/** Throttle answers come in packs: those that belong to one burst slow down together. */
const SLOW_DOWN_PAUSE_MS = 1000;
/**
 * How much one burst slows down, at least and at most. Several processes may share a limit without knowing of each
 * other: adding the same each second and taking away a share brings them to equal parts, and taking away little where
 * little was refused leaves little of the limit unused.
 */
const MIN_DECREASE = 0.1;
const MAX_DECREASE = 0.5;
/** From half speed back to full in 30 s. */
const RECOVERY_MS = 60_000;
const MIN_SHARE = 1 / 32;

/** Thrown by {@link Limiter.acquire} when the deadline came before the turn. */
export class RateLimitTimeout extends Error {
  constructor(readonly waiting: number) {
    super("the deadline came before the call's turn");
    this.name = "TurnMissed";
  }
}

interface Waiter {
  readonly start: () => void;
  gone: boolean;
}

/** To be called when the call is over, with or without an answer. */
export type Release = () => void;

/** Where a call waits for its turn. */
export interface Limiter {
  /** Resolves when the call may start. Rejects with the signal's reason, or with {@link RateLimitTimeout} at the deadline. */
  acquire(signal?: AbortSignal, deadline?: number): Promise<Release>;
  /** The service said "too often". */
  slowDown(): void;
  /** Calls a second at this moment. */
  readonly currentRate: number;
}

/**
 * Lets calls start at a steady rate after a small burst, first come, first served, so that in any second at most
 * `burst + rate - 1` calls start (GCRA: one number holds the whole state).
 *
 * The service counts arrivals, not starts: the first calls of a process open connections and arrive late, the next ones
 * overtake them, and two seconds' calls meet in one. A call arrives between its start and its end, so one may start only
 * when fewer than that number are under way or ended within the last second: whatever the delays, no second sees more.
 */
export class RateLimiter implements Limiter {
  readonly #clock: Clock;
  #rate: number;
  #burst: number;
  /** The share of the rate that is used: 1, less after throttle answers, growing back with time since then. */
  #share = 1;
  #slowedAt = Number.NEGATIVE_INFINITY;
  /** The burst of throttle answers that came last: since when, at what share it began, and how many they are. */
  #burstAt = Number.NEGATIVE_INFINITY;
  #burstShare = 1;
  #refused = 0;
  /** When the next call would be due if all went at the steady rate. */
  #due = Number.NEGATIVE_INFINITY;
  /** Calls under way, and when the last second's calls ended, oldest first. */
  #underWay = 0;
  #ended: number[] = [];
  /** Wakes the pump when it waits for a call to end. */
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
    if (this.#waiting === 0 && this.#delay() <= 0) return Promise.resolve(this.#take());
    return new Promise((resolve, reject) => this.#enqueue(resolve, reject, signal, deadline));
  }

  /** Slower by the share of the last second's calls that it refused, at most half a burst. */
  slowDown(): void {
    const now = this.#clock.monotonic();
    if (now - this.#burstAt >= SLOW_DOWN_PAUSE_MS) {
      this.#burstShare = this.#shareAt(now);
      this.#burstAt = now;
      this.#refused = 0;
    }
    this.#refused += 1;
    this.#dropEnded(now);
    const refusedShare = this.#refused / Math.max(this.#refused, this.#ended.length);
    const slowDown = Math.min(MAX_DECREASE, Math.max(MIN_DECREASE, refusedShare));
    this.#share = Math.max(MIN_SHARE, Math.min(this.#shareAt(now), this.#burstShare * (1 - slowDown)));
    this.#slowedAt = now;
  }

  /** Two clients of one app share a limiter; the more careful one decides. */
  lowerTo(callsPerSecond: number, burst: number): void {
    this.#rate = Math.min(this.#rate, callsPerSecond);
    this.#burst = Math.min(this.#burst, burst);
  }

  get currentRate(): number {
    return this.#rate * this.#shareAt(this.#clock.monotonic());
  }

  /** Nothing of what it remembers matters any more: a new one would let the same calls start. */
  get idle(): boolean {
    const now = this.#clock.monotonic();
    this.#dropEnded(now);
    return this.#underWay + this.#waiting + this.#ended.length === 0 && this.#due <= now && this.#shareAt(now) === 1;
  }

  #enqueue(
    resolve: (release: Release) => void,
    reject: (reason: unknown) => void,
    signal?: AbortSignal,
    deadline?: number,
  ): void {
    const over = new AbortController();
    const leave = (settle: () => void): void => {
      if (waiter.gone) return;
      waiter.gone = true;
      this.#waiting -= 1;
      forget();
      over.abort();
      settle();
    };
    const waiter: Waiter = { gone: false, start: () => leave(() => resolve(this.#take())) };
    const forget = onAbort(signal, () => leave(() => reject(signal?.reason)));
    if (deadline !== undefined) {
      this.#clock.sleep(Math.max(0, deadline - this.#clock.now()), over.signal).then(
        () => leave(() => reject(new RateLimitTimeout(this.#waiting))),
        () => undefined,
      );
    }
    this.#queue.push(waiter);
    this.#waiting += 1;
    if (!this.#pumping) void this.#pump();
  }

  /** Runs while anyone waits: starts whoever's turn it is, then sleeps until the next turn. */
  async #pump(): Promise<void> {
    this.#pumping = true;
    try {
      for (;;) {
        const next = this.#first();
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

  /** The first who still waits. Those who left are dropped here, each once. */
  #first(): Waiter | undefined {
    while (this.#queue[this.#head]?.gone) this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return this.#queue[this.#head];
  }

  /** Milliseconds until the next call may start; infinite while that hangs on a call that has not ended. */
  #delay(): number {
    const now = this.#clock.monotonic();
    // The burst is measured at full speed: a slow-down must not turn into a longer head start.
    const pace = this.#due - (this.#burst - 1) * (WINDOW_MS / this.#rate) - now;
    return Math.max(pace, this.#crowding(now));
  }

  #crowding(now: number): number {
    const most = Math.max(1, Math.floor(this.#rate + this.#burst - 1));
    this.#dropEnded(now);
    const surplus = this.#underWay + this.#ended.length - most;
    if (surplus < 0) return 0;
    return (this.#ended[surplus] ?? Number.POSITIVE_INFINITY) + WINDOW_MS - now;
  }

  #dropEnded(now: number): void {
    while ((this.#ended[0] ?? now) <= now - WINDOW_MS) this.#ended.shift();
  }

  #take(): Release {
    const now = this.#clock.monotonic();
    this.#due = Math.max(this.#due, now) + this.#interval(now);
    this.#underWay += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#underWay -= 1;
      this.#ended.push(this.#clock.monotonic());
      this.#wake?.();
      this.#wake = undefined;
    };
  }

  #interval(now: number): number {
    return WINDOW_MS / (this.#rate * this.#shareAt(now));
  }

  #shareAt(now: number): number {
    return Math.min(1, this.#share + (this.#share < 1 ? Math.max(0, now - this.#slowedAt) / RECOVERY_MS : 0));
  }
}

/** The rate that most endpoints allow per app and API (doc 34381), and the share of it that we use. */
const COMMON_LIMIT = 200;
const SAFETY_SHARE = 0.95;

/** What a service limit means for us: some calls fewer, and a burst that fits in between. */
export function paceFor(serviceLimit: number, callsPerSecond: number): { rate: number; burst: number } {
  // Only the common limit can be raised by contract (doc 34419); smaller ones scale down with the option, never up.
  const share = Math.min(SAFETY_SHARE, callsPerSecond / COMMON_LIMIT);
  const rate = serviceLimit === COMMON_LIMIT ? callsPerSecond : serviceLimit * share;
  return { rate, burst: Math.max(1, Math.min(Math.floor(serviceLimit / 20), Math.floor(rate / 19))) };
}

/** One limiter per key in the whole process, whatever number of clients there is: the service counts per app and API. Clocks are kept apart for tests. */
const shared = new WeakMap<Clock, Map<string, RateLimiter>>();

export function sharedLimiter(clock: Clock, key: string, serviceLimit: number, callsPerSecond: number): RateLimiter {
  const { rate, burst } = paceFor(serviceLimit, callsPerSecond);
  const ofClock = shared.get(clock) ?? new Map<string, RateLimiter>();
  shared.set(clock, ofClock);
  const existing = ofClock.get(key);
  if (existing !== undefined) {
    existing.lowerTo(rate, burst);
    return existing;
  }
  const limiter = new RateLimiter(clock, rate, burst);
  ofClock.set(key, limiter);
  return limiter;
}
