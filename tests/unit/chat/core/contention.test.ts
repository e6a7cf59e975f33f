import assert from "node:assert/strict";
import { paceFor, RateLimiter } from "../../../../chat/core/rateLimit/limiter";
import { ManualClock } from "../support/clocks";

/** The service: allows a number of calls within any second, by arrival; refused calls do not count. */
class Quota {
  readonly accepted: number[] = [];
  refused = 0;

  constructor(private readonly perSecond: number) {}

  take(now: number): boolean {
    const oldest = this.accepted.at(-this.perSecond);
    if (oldest !== undefined && oldest > now - 1000) {
      this.refused += 1;
      return false;
    }
    this.accepted.push(now);
    return true;
  }
}

/** A process that always has 100 calls in flight; a refused call waits for one to two seconds. */
function startProcess(clock: ManualClock, quota: Quota, until: number): number[] {
  const { rate, burst } = paceFor(200, 195);
  const limiter = new RateLimiter(clock, rate, burst);
  const accepted: number[] = [];
  for (let caller = 0; caller < 100; caller += 1) void call(caller);
  return accepted;

  async function call(caller: number): Promise<void> {
    while (clock.now() < until) {
      const release = await limiter.acquire();
      await clock.sleep(5 + (caller % 20));
      const now = clock.now();
      const isAccepted = quota.take(now);
      release();
      if (isAccepted) accepted.push(now);
      else {
        limiter.slowDown();
        await clock.sleep(1000 + caller * 10);
      }
    }
  }
}

describe("four independent processes that share one quota", () => {
  for (const [timing, starts] of Object.entries({
    "all at once": [0, 0, 0, 0],
    "one after the other": [0, 5_000, 10_000, 15_000],
  })) {
    it(`use nearly all of it, in nearly equal shares, when they start ${timing}`, async () => {
      const clock = new ManualClock();
      const began = clock.now();
      const [from, to] = [began + 40_000, began + 70_000];
      const quota = new Quota(200);
      const processes: number[][] = [];
      for (const start of starts) {
        await clock.advance(began + start - clock.now());
        processes.push(startProcess(clock, quota, to));
      }
      await clock.advance(from - clock.now());
      quota.refused = 0;
      await clock.advance(to - clock.now());
      const { refused } = quota;
      await clock.advance(10_000);
      const counts = processes.map((accepted) => accepted.filter((at) => at >= from && at < to).length);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const summary = `${counts.join(", ")}; ${refused} refused`;
      assert.ok(total >= 0.9 * 200 * 30, `${total} of 6000: ${summary}`);
      assert.ok(refused <= 0.1 * total, summary);
      assert.ok(Math.min(...counts) >= 0.5 * Math.max(...counts), summary);
    });
  }
});
