import { MAX_UINT32 } from "../api/shape";

/** The end time of a permanent mute or ban: the maximum unsigned 32-bit number, as in the service (doc 34951). */
export const PERMANENT = MAX_UINT32;

/** Mutes or bans by account, each until a time. Times are Unix seconds. */
export class Terms {
  private readonly ends: Map<string, number>;

  /** @param ends when each ends, in Unix seconds */
  constructor(ends: Iterable<readonly [account: string, until: number]> = []) {
    this.ends = new Map(ends);
  }

  /** Every mute or ban that was set, whether or not it has ended. */
  entries(): readonly (readonly [account: string, until: number])[] {
    return [...this.ends];
  }

  /** Starts a mute or ban of so many seconds at `now`; 0 lifts it. */
  set(account: string, seconds: number, now: number): void {
    if (seconds === 0) this.ends.delete(account);
    else this.ends.set(account, Math.min(now + seconds, PERMANENT));
  }

  lift(account: string): void {
    this.ends.delete(account);
  }

  /** Returns when the account's mute or ban ends; 0 if it has none. */
  untilOf(account: string, now: number): number {
    const until = this.ends.get(account) ?? 0;
    return until > now ? until : 0;
  }

  /** Returns the end times of the accounts that are muted or banned, in the order in which they were first set. */
  active(now: number): ReadonlyMap<string, number> {
    return new Map([...this.ends].filter(([, until]) => until > now));
  }
}
