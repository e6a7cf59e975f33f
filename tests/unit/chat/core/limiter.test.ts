import assert from "node:assert/strict";
import fc from "fast-check";
import { systemClock } from "../../../../chat";
import {
  type Limiter,
  paceFor,
  RateLimiter,
  RateLimitTimeout,
  sharedLimiter,
} from "../../../../chat/core/rateLimit/limiter";
import { ManualClock } from "../support/clocks";

/** The maximum number of starts in any window of one second, both ends included. */
function busiestSecond(starts: readonly number[]): number {
  let most = 0;
  let first = 0;
  starts.forEach((start, index) => {
    while ((starts[first] ?? 0) < start - 1000) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

/** A call that ends when it starts; resolves with its start time. */
async function instantCall(limiter: Limiter, clock: ManualClock): Promise<number> {
  const release = await limiter.acquire();
  release();
  return clock.now();
}

function limiterOf(clock: ManualClock, serviceLimit: number, callsPerSecond = 195): Limiter {
  const { rate, burst } = paceFor(serviceLimit, callsPerSecond);
  return new RateLimiter(clock, rate, burst);
}

describe("the rate limiter", () => {
  it("never starts more than 199 calls in any second, for any arrival pattern and any throttle answers", async () => {
    const steps = fc.array(
      fc.record({
        arrivals: fc.integer({ min: 0, max: 120 }),
        pause: fc.integer({ min: 0, max: 400 }),
        throttled: fc.boolean(),
      }),
      { minLength: 5, maxLength: 15 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const clock = new ManualClock();
        const limiter = limiterOf(clock, 200);
        const starts: number[] = [];
        const calls: Promise<number>[] = [];
        for (const { arrivals, pause, throttled } of plan) {
          for (let i = 0; i < arrivals; i += 1)
            calls.push(instantCall(limiter, clock).then((start) => starts.push(start)));
          if (throttled) limiter.slowDown();
          await clock.advance(pause);
        }
        await clock.advance(300_000);
        await Promise.all(calls);
        return starts.length === calls.length && busiestSecond(starts) <= 199;
      }),
      { numRuns: 25 },
    );
  });

  it("never lets more than 199 calls arrive in any second, for any latency", async () => {
    // The first calls are slow because they open connections; later calls overtake them.
    const delays = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(delays, fc.integer({ min: 1, max: 60 }), async (slow, size) => {
        const clock = new ManualClock();
        const limiter = limiterOf(clock, 200);
        const arrivals: number[] = [];
        const calls = Array.from({ length: 700 }, async (_, index) => {
          const release = await limiter.acquire();
          await clock.sleep(index < size ? (slow[index % slow.length] ?? 0) : 5);
          arrivals.push(clock.now());
          release();
        });
        await clock.advance(20_000);
        await Promise.all(calls);
        return busiestSecond(arrivals) <= 199;
      }),
      { numRuns: 15 },
    );
  }).timeout(10_000);

  it("waits for a call to end when the maximum is in flight", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter(clock, 1, 1);
    const release = await limiter.acquire();
    let started = false;
    const next = limiter.acquire().then(() => {
      started = true;
    });
    await clock.advance(60_000);
    assert.equal(started, false);
    release();
    release();
    await clock.advance(1000);
    assert.equal(started, false);
    await clock.advance(1);
    await next;
  });

  it("uses nearly the whole limit", async () => {
    const clock = new ManualClock();
    const limiter = limiterOf(clock, 200);
    const starts: number[] = [];
    const calls = Array.from({ length: 400 }, () => instantCall(limiter, clock).then((start) => starts.push(start)));
    await clock.advance(1000);
    assert.ok(starts.length >= 190 && starts.length <= 199, `${starts.length} in the first second`);
    await clock.advance(2000);
    await Promise.all(calls);
  });

  it("starts less than one call per second if the service allows one", async () => {
    const clock = new ManualClock();
    const limiter = limiterOf(clock, 1);
    const starts: number[] = [];
    const calls = Array.from({ length: 20 }, () => instantCall(limiter, clock).then((start) => starts.push(start)));
    await clock.advance(60_000);
    await Promise.all(calls);
    assert.equal(busiestSecond(starts), 1);
  });

  it("stays below a limit of 100 with 95 calls and a burst of five", () => {
    assert.deepEqual(paceFor(100, 190), { rate: 95, burst: 5 });
    assert.deepEqual(paceFor(200, 190), { rate: 190, burst: 10 });
    assert.equal(paceFor(1, 190).burst, 1);
    assert.deepEqual(paceFor(200, 195), { rate: 195, burst: 5 });
    assert.equal(paceFor(100, 400).rate, 97.5);
  });

  it("starts calls in order of arrival", async () => {
    const clock = new ManualClock();
    const limiter = limiterOf(clock, 200);
    const order: number[] = [];
    const calls = Array.from({ length: 60 }, (_, index) => instantCall(limiter, clock).then(() => order.push(index)));
    await clock.advance(1000);
    await Promise.all(calls);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });

  it("rejects an aborted call at once and starts the next one", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter(clock, 1, 1);
    await instantCall(limiter, clock);
    const stop = new AbortController();
    const aborted = limiter.acquire(stop.signal);
    let started = false;
    const next = limiter.acquire().then(() => {
      started = true;
    });
    stop.abort(new Error("enough"));
    await assert.rejects(aborted, /enough/);
    await clock.advance(1001);
    await next;
    assert.equal(started, true);
  });

  it("rejects a call that is already aborted", async () => {
    await assert.rejects(
      new RateLimiter(new ManualClock(), 1, 1).acquire(AbortSignal.abort(new Error("too late"))),
      /too late/,
    );
  });

  it("rejects a call at its deadline if it could not start before", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter(clock, 0.1, 1);
    await instantCall(limiter, clock);
    const waiting = assert.rejects(limiter.acquire(undefined, clock.now() + 500), RateLimitTimeout);
    await clock.advance(499);
    assert.ok(clock.sleeping > 0);
    await clock.advance(1);
    await waiting;
  });

  it("leaves no timer when the queue is empty", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter(clock, 10, 1);
    const calls = [limiter.acquire(), limiter.acquire(undefined, clock.now() + 60_000)];
    await clock.advance(200);
    await Promise.all(calls);
    assert.equal(clock.sleeping, 0);
  });

  it("halves the rate once per burst of throttle answers and recovers later", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter(clock, 190, 10);
    for (let i = 0; i < 50; i += 1) limiter.slowDown();
    assert.equal(limiter.currentRate, 95);
    await clock.advance(1000);
    limiter.slowDown();
    assert.ok(limiter.currentRate > 45 && limiter.currentRate < 50, String(limiter.currentRate));
    await clock.advance(10_000);
    assert.ok(limiter.currentRate > 70 && limiter.currentRate < 190);
    await clock.advance(50_000);
    assert.equal(limiter.currentRate, 190);
  });

  it("does not stall when the clock is set back by an hour", async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter(clock, 10, 1);
    await instantCall(limiter, clock);
    clock.set(clock.now() - 3_600_000);
    const next = limiter.acquire();
    await clock.advance(101);
    await next;
  });

  it("starts 20,000 waiting calls with deadlines quickly", async function () {
    this.timeout(5_000);
    const limiter = new RateLimiter(systemClock, 1_000_000, 1000);
    const deadline = Date.now() + 900_000;
    await Promise.all(Array.from({ length: 20_000 }, async () => (await limiter.acquire(undefined, deadline))()));
  });

  it("is shared by all clients of one key, with the lowest rate", () => {
    const clock = new ManualClock();
    const first = sharedLimiter(clock, "https://x 1 destroy_group", 200, 190);
    assert.equal(sharedLimiter(clock, "https://x 1 destroy_group", 200, 100), first);
    assert.equal(first.currentRate, 100);
    assert.notEqual(sharedLimiter(clock, "https://x 2 destroy_group", 200, 190), first);
    assert.notEqual(sharedLimiter(clock, "https://x 1 create_group", 200, 190), first);
  });
});
