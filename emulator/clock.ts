/** A source of time, in milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** The emulator's time: that of another clock, shifted or stopped. UserSigs, mutes, rates and create times follow it. */
export class EmulatorClock implements Clock {
  #offset = 0;
  #stoppedAt: number | undefined;
  #notify: () => void = () => {};

  constructor(private readonly base: Clock) {}

  /** Calls the function when the time is moved, stopped or started, and not as it passes. Internal. */
  onChange(notify: () => void): void {
    this.#notify = notify;
  }

  now(): number {
    return this.#stoppedAt ?? this.base.now() + this.#offset;
  }

  get isStopped(): boolean {
    return this.#stoppedAt !== undefined;
  }

  /** Moves the time forward, or back if negative; whether it runs is left as it is. */
  advance(ms: number): void {
    if (this.#stoppedAt === undefined) this.#offset += ms;
    else this.#stoppedAt += ms;
    this.#notify();
  }

  /** Sets the time, in milliseconds since 1970; whether it runs is left as it is. */
  set(ms: number): void {
    this.advance(ms - this.now());
  }

  stop(): void {
    this.#stoppedAt = this.now();
    this.#notify();
  }

  /** Runs on from the time at which it was stopped. */
  start(): void {
    if (this.#stoppedAt === undefined) return;
    this.#offset = this.#stoppedAt - this.base.now();
    this.#stoppedAt = undefined;
    this.#notify();
  }

  /** Shows the time of the other clock again. */
  reset(): void {
    this.#offset = 0;
    this.#stoppedAt = undefined;
    this.#notify();
  }
}
