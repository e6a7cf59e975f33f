import assert from "node:assert/strict";
import fc from "fast-check";
import type { CallOptions } from "../../../../chat";
import { Batcher, type Outcome } from "../../../../chat/core/batching/batcher";
import { ManualClock, settled } from "../support/clocks";

interface Sent {
  readonly items: readonly number[];
  readonly options: CallOptions;
  answer(outcomes?: readonly Outcome<number>[]): void;
  refuse(error: Error): void;
}

function setUp(limit = 50): { clock: ManualClock; batcher: Batcher<number, number>; sent: Sent[] } {
  const clock = new ManualClock();
  const sent: Sent[] = [];
  const batcher = new Batcher<number, number>({
    clock,
    deadlineMs: 60_000,
    windowMs: 4,
    limit,
    abandonedError: (why) => new Error(why),
    send: (items, options) =>
      new Promise((resolve, reject) => {
        const doubled = items.map((item) => ({ ok: true, value: item * 2 }) as const);
        sent.push({ items, options, answer: (outcomes = doubled) => resolve(outcomes), refuse: reject });
      }),
  });
  return { clock, batcher, sent };
}

describe("the batcher", () => {
  it("sends what comes within the window as one call, and gives each its own answer", async () => {
    const { clock, batcher, sent } = setUp();
    const answers = Promise.all([batcher.submit(1), batcher.submit(2), batcher.submit(3)]);
    await clock.advance(4);
    sent[0]?.answer();
    assert.deepEqual(await answers, [2, 4, 6]);
    assert.deepEqual(
      sent.map(({ items }) => items),
      [[1, 2, 3]],
    );
  });

  it("sends a full batch at once", () => {
    const { batcher, sent } = setUp(3);
    void Promise.all([1, 2, 3, 4].map((item) => batcher.submit(item)));
    assert.deepEqual(
      sent.map(({ items }) => items),
      [[1, 2, 3]],
    );
  });

  it("answers each asker exactly with the own item, whatever the pattern of arrival", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 6 })), { maxLength: 20 }),
        async (plan) => {
          const { clock, batcher, sent } = setUp(7);
          let next = 0;
          const asked: Promise<boolean>[] = [];
          for (const [count, pause] of plan) {
            for (let i = 0; i < count; i += 1) {
              const item = next++;
              asked.push(batcher.submit(item).then((value) => value === item * 2));
            }
            await clock.advance(pause);
          }
          await clock.advance(10);
          for (const call of sent) call.answer();
          const results = await Promise.all(asked);
          return (
            results.every(Boolean) &&
            sent.every(({ items }) => items.length <= 7) &&
            sent.flatMap(({ items }) => items).length === next
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it("never adds a question to a call that is already under way", async () => {
    const { clock, batcher, sent } = setUp();
    const first = batcher.submit(1);
    await clock.advance(4);
    const second = batcher.submit(2);
    await clock.advance(4);
    for (const call of sent) call.answer();
    assert.deepEqual(await Promise.all([first, second]), [2, 4]);
    assert.equal(sent.length, 2);
  });

  it("fails one item without its neighbours", async () => {
    const { clock, batcher, sent } = setUp();
    const answers = Promise.allSettled([batcher.submit(1), batcher.submit(2)]);
    await clock.advance(4);
    sent[0]?.answer([
      { ok: false, error: new Error("bad") },
      { ok: true, value: 7 },
    ]);
    assert.deepEqual(
      (await answers).map(({ status }) => status),
      ["rejected", "fulfilled"],
    );
  });

  it("passes the failure of the whole call to everybody", async () => {
    const { clock, batcher, sent } = setUp();
    const answers = Promise.allSettled([batcher.submit(1), batcher.submit(2)]);
    await clock.advance(4);
    sent[0]?.refuse(new Error("down"));
    const outcomes = await answers;
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["rejected", "rejected"],
    );
  });

  it("lets one who is aborted go without disturbing the others", async () => {
    const { clock, batcher, sent } = setUp();
    const stop = new AbortController();
    const gone = assert.rejects(batcher.submit(1, { signal: stop.signal }), /cancelled/);
    const stays = batcher.submit(2);
    await clock.advance(4);
    stop.abort();
    await gone;
    assert.equal(sent[0]?.options.signal?.aborted, false);
    sent[0]?.answer();
    assert.equal(await stays, 4);
  });

  it("leaves one who is aborted within the window out of the call", async () => {
    const { clock, batcher, sent } = setUp();
    const stop = new AbortController();
    const gone = assert.rejects(batcher.submit(1, { signal: stop.signal }), /cancelled/);
    const stays = batcher.submit(2);
    stop.abort();
    await gone;
    await clock.advance(4);
    sent[0]?.answer();
    await stays;
    assert.deepEqual(
      sent.map(({ items }) => items),
      [[2]],
    );
  });

  it("cancels the call when nobody waits for it any more", async () => {
    const { clock, batcher, sent } = setUp();
    const stop = new AbortController();
    const gone = [1, 2].map((item) => assert.rejects(batcher.submit(item, { signal: stop.signal }), /cancelled/));
    await clock.advance(4);
    stop.abort();
    await Promise.all(gone);
    assert.equal(sent[0]?.options.signal?.aborted, true);
  });

  it("gives the call the latest deadline, and each asker the own", async () => {
    const { clock, batcher, sent } = setUp();
    const soon = assert.rejects(batcher.submit(1, { deadline: clock.now() + 100 }), /deadline/);
    const later = batcher.submit(2, { deadline: clock.now() + 5000 });
    await clock.advance(4);
    assert.equal(sent[0]?.options.deadline, clock.now() + 4996);
    await clock.advance(96);
    await soon;
    sent[0]?.answer();
    assert.equal(await later, 4);
    await settled();
    assert.equal(clock.sleeping, 0);
  });
});
