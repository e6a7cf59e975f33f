import { linkSignals, onAbort } from "../../base/abort";
import type { Clock } from "../../base/clock";
import type { CallOptions } from "../apiCaller";

export type Outcome<O> = { readonly ok: true; readonly value: O } | { readonly ok: false; readonly error: unknown };

export interface BatcherOptions<I, O> {
  readonly clock: Clock;
  /** The default deadline, relative to the submission. */
  readonly deadlineMs: number;
  /** How long an item waits for more items, unless its call says otherwise. */
  readonly windowMs: number;
  readonly limit: number;
  /** Returns one outcome per item, in order. A rejection is the outcome of all items. */
  readonly send: (items: readonly I[], options: CallOptions) => Promise<readonly Outcome<O>[]>;
  /** The error of a waiter that left before or after the call was sent. */
  readonly abandonedError: (why: "cancelled" | "deadline", sent: boolean) => Error;
}

interface Waiter<I, O> {
  readonly item: I;
  readonly deadline: number;
  readonly startBy: AbortSignal | undefined;
  readonly retriesNotFound: boolean;
  sent: boolean;
  /** Aborted when this waiter has its outcome or has left. */
  readonly done: AbortController;
  settle(outcome: Outcome<O>): void;
}

/**
 * Batches items that are submitted within a short window into one call. Each waiter keeps its own signal and deadline:
 * one that leaves does not affect the others, and the call is cancelled when all have left. An item never joins a call
 * that was sent before it, so a read after a write sees the write.
 */
export class Batcher<I, O> {
  readonly #options: BatcherOptions<I, O>;
  #pending: Waiter<I, O>[] = [];
  /** When the pending items are sent at the latest. */
  #flushAt = Number.POSITIVE_INFINITY;

  constructor(options: BatcherOptions<I, O>) {
    this.#options = options;
  }

  submit(
    item: I,
    { signal, deadline, startBy, retriesNotFound = false, batchWindowMs }: CallOptions = {},
  ): Promise<O> {
    const { clock, deadlineMs, windowMs, limit, abandonedError } = this.#options;
    if (signal?.aborted) return Promise.reject(abandonedError("cancelled", false));
    return new Promise((resolve, reject) => {
      const done = new AbortController();
      const cancel = (): void => waiter.settle({ ok: false, error: abandonedError("cancelled", waiter.sent) });
      const waiter: Waiter<I, O> = {
        item,
        deadline: deadline ?? clock.now() + deadlineMs,
        startBy,
        retriesNotFound,
        sent: false,
        done,
        settle(outcome) {
          if (done.signal.aborted) return;
          removeListener();
          done.abort();
          if (outcome.ok) resolve(outcome.value);
          else reject(outcome.error);
        },
      };
      const removeListener = onAbort(signal, cancel);
      this.#pending.push(waiter);
      if (this.#pending.length >= limit) this.#flush(this.#pending);
      else void this.#flushWithin(batchWindowMs ?? windowMs, this.#pending);
    });
  }

  async #flushWithin(ms: number, batch: Waiter<I, O>[]): Promise<void> {
    const { clock } = this.#options;
    const flushAt = clock.monotonic() + ms;
    if (flushAt >= this.#flushAt) return;
    this.#flushAt = flushAt;
    await clock.sleep(ms);
    this.#flush(batch);
  }

  #flush(batch: Waiter<I, O>[]): void {
    if (this.#pending !== batch) return;
    this.#pending = [];
    this.#flushAt = Number.POSITIVE_INFINITY;
    const { abandonedError } = this.#options;
    for (const waiter of batch) {
      if (waiter.startBy?.aborted) waiter.settle({ ok: false, error: abandonedError("cancelled", false) });
      waiter.sent = true;
    }
    const waiting = batch.filter((waiter) => !waiter.done.signal.aborted);
    if (waiting.length > 0) void this.#send(waiting);
  }

  async #send(batch: readonly Waiter<I, O>[]): Promise<void> {
    const deadline = Math.max(...batch.map((waiter) => waiter.deadline));
    const call = linkSignals();
    let waitingCount = batch.length;
    for (const waiter of batch) {
      waiter.done.signal.addEventListener("abort", () => {
        waitingCount -= 1;
        if (waitingCount === 0) call.abort(new Error("all waiters have left"));
      });
      // The call itself reports the latest deadline, in more detail.
      if (waiter.deadline < deadline) this.#abandonAtDeadline(waiter);
    }
    try {
      const outcomes = await this.#options.send(
        batch.map((waiter) => waiter.item),
        {
          signal: call.signal,
          deadline,
          startBy: commonSignal(batch),
          retriesNotFound: batch.some((waiter) => waiter.retriesNotFound),
        },
      );
      batch.forEach((waiter, index) => {
        waiter.settle(
          outcomes[index] ?? { ok: false, error: new Error("the batch returned fewer outcomes than items") },
        );
      });
    } catch (error) {
      for (const waiter of batch) waiter.settle({ ok: false, error });
    }
  }

  #abandonAtDeadline(waiter: Waiter<I, O>): void {
    const { clock, abandonedError } = this.#options;
    clock.sleep(Math.max(0, waiter.deadline - clock.now()), waiter.done.signal).then(
      () => waiter.settle({ ok: false, error: abandonedError("deadline", waiter.sent) }),
      () => undefined,
    );
  }
}

/** Returns the signal that all waiters share (usual when a process is about to end), else undefined: some may still start. */
function commonSignal(batch: readonly Waiter<unknown, unknown>[]): AbortSignal | undefined {
  const [first] = batch;
  return batch.every(({ startBy }) => startBy === first?.startBy) ? first?.startBy : undefined;
}
