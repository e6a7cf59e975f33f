/** At most `limit` takes within any `spanMs`: what is refused does not count. */
export class SlidingWindow {
  private readonly taken: number[] = [];

  constructor(
    private readonly limit: number,
    private readonly spanMs: number,
  ) {}

  /** Takes one place at `now` (milliseconds), or says no and takes none. */
  take(now: number): boolean {
    if (this.isFull(now)) return false;
    this.taken.push(now);
    return true;
  }

  isFull(now: number): boolean {
    while (this.taken[0] !== undefined && this.taken[0] <= now - this.spanMs) this.taken.shift();
    return this.taken.length >= this.limit;
  }
}
