/** Allows at most `limit` takes within any `spanMs`. A refused take does not count. */
export class SlidingWindow {
  private readonly taken: number[] = [];

  constructor(
    private readonly limit: number,
    private readonly spanMs: number,
  ) {}

  /** Takes one slot at `now` (milliseconds); returns false if none is free. */
  take(now: number): boolean {
    if (this.isFull(now)) return false;
    this.taken.push(now);
    return true;
  }

  isFull(now: number): boolean {
    // A time that far in the future was taken before the clock was moved back: it must not block until then.
    while (this.taken[0] !== undefined && Math.abs(now - this.taken[0]) >= this.spanMs) this.taken.shift();
    return this.taken.length >= this.limit;
  }
}
