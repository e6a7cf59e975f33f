import assert from "node:assert/strict";
import { groupLimiterCount, withGroupLimit } from "../../../../chat/core/rateLimit/groupLimits";
import { type Limiter, RateLimiter } from "../../../../chat/core/rateLimit/limiter";
import { ManualClock } from "../support/clocks";

/** Starts calls that end at once; resolves with the moments at which they started. */
async function run(clock: ManualClock, limiter: Limiter, count: number): Promise<number[]> {
  const started: number[] = [];
  const calls = Array.from({ length: count }, async () => {
    const release = await limiter.acquire();
    started.push(clock.now());
    release();
  });
  await clock.advance(60_000);
  await Promise.all(calls);
  return started;
}

describe("the limit of one group", () => {
  it("lets at most five calls start in any second, the first of them at once", async () => {
    const clock = new ManualClock();
    const soon = clock.now() + 2;
    const api = new RateLimiter(clock, 190, 10);
    const started = await run(clock, withGroupLimit(api, clock, "g", 5), 20);
    assert.equal(started.filter((start) => start <= soon).length, 3);
    for (const start of started)
      assert.ok(started.filter((other) => other >= start && other <= start + 1000).length <= 5);
  });

  it("is shared by the APIs of a group, and holds back no other group", async () => {
    const clock = new ManualClock();
    const limiterOf = (group: string): Limiter => withGroupLimit(new RateLimiter(clock, 190, 10), clock, group, 5);
    const started = await Promise.all([
      run(clock, limiterOf("g"), 3),
      run(clock, limiterOf("g"), 3),
      run(clock, limiterOf("h"), 3),
    ]);
    const first = Math.min(...started.flat());
    const atOnce = started.map((calls) => calls.filter((start) => start <= first + 2).length);
    assert.deepEqual(atOnce, [3, 0, 3]);
  });

  it("gives the turn of the group back when the one of the API was missed", async () => {
    const clock = new ManualClock();
    const api = new RateLimiter(clock, 1, 1);
    (await api.acquire())();
    const limiter = withGroupLimit(api, clock, "g", 5);
    const missed = assert.rejects(limiter.acquire(undefined, clock.now() + 100), { name: "RateLimitTimeout" });
    await clock.advance(100);
    await missed;
    await clock.advance(5_000);
    (await limiter.acquire())();
  });

  it("is forgotten when the group is idle", async () => {
    const clock = new ManualClock();
    const api = new RateLimiter(clock, 100_000, 1000);
    const held = await withGroupLimit(api, clock, "held", 5).acquire();
    for (let group = 0; group < 1000; group += 1) {
      (await withGroupLimit(api, clock, `g${group}`, 5).acquire())();
      await clock.advance(100);
    }
    assert.ok(groupLimiterCount(clock) <= 128, String(groupLimiterCount(clock)));
    held();
  });
});
