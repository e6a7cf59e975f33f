/** The end of what has none: the greatest unsigned 32-bit number, as the service writes "for ever" (doc 34951). */
const FOR_EVER = 4294967295;

/** What holds for accounts until a time: mutes and bans. Times are Unix seconds. */
export class Terms {
  private readonly ends = new Map<string, number>();

  /** Holds from `now` for so many seconds; 0 ends it. */
  set(account: string, seconds: number, now: number): void {
    if (seconds === 0) this.ends.delete(account);
    else this.ends.set(account, Math.min(now + seconds, FOR_EVER));
  }

  end(account: string): void {
    this.ends.delete(account);
  }

  /** 0: it does not hold. */
  untilOf(account: string, now: number): number {
    const until = this.ends.get(account) ?? 0;
    return until > now ? until : 0;
  }

  /** Those for whom it holds, and until when, in the order in which it was first set. */
  running(now: number): ReadonlyMap<string, number> {
    return new Map([...this.ends].filter(([, until]) => until > now));
  }
}
