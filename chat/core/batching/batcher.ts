import { linkSignals, onAbort } from "../../base/abort";
import type { Clock } from "../../base/clock";
import type { CallOptions } from "../apiCaller";

export type Outcome<O> = { readonly ok: true; readonly value: O } | { readonly ok: false; readonly error: unknown };

export interface BatcherOptions<I, O> {
  readonly clock: Clock;
  /** For whoever gives no deadline, from the moment of asking. */
  readonly deadlineMs: number;
  /** How long the first to ask waits for company. */
  readonly windowMs: number;
  readonly limit: number;
  /** Answers all items, each by itself, in their order; a rejection is everybody's. */
  readonly send: (items: readonly I[], options: CallOptions) => Promise<readonly Outcome<O>[]>;
  /** The error of one who stopped waiting, before or after the call was sent. */
  readonly abandonedError: (why: "cancelled" | "deadline", sent: boolean) => Error;
}

interface Waiter<I, O> {
  readonly item: I;
  readonly deadline: number;
  readonly startBy: AbortSignal | undefined;
  readonly retriesNotFound: boolean;
  sent: boolean;
  /** Aborted when this waiter has its answer or has left. */
  readonly over: AbortController;
  settle(outcome: Outcome<O>): void;
}

/**
 * Gathers single questions that come within a moment into one call. Each asker keeps an own signal and deadline: one who
 * leaves takes nothing from the others, and when all have left the call is cancelled. A question never joins a call that
 * was sent before it, so a read after a write sees the write.
 */
export class Batcher<I, O> {
  readonly #options: BatcherOptions<I, O>;
  #open: Waiter<I, O>[] = [];

  constructor(options: BatcherOptions<I, O>) {
    this.#options = options;
  }

  ask(item: I, { signal, deadline, startBy, retriesNotFound = false }: CallOptions = {}): Promise<O> {
    const { clock, deadlineMs, limit, abandonedError: left } = this.#options;
    if (signal?.aborted) return Promise.reject(left("cancelled", false));
    return new Promise((resolve, reject) => {
      const over = new AbortController();
      const leave = (): void => waiter.settle({ ok: false, error: left("cancelled", waiter.sent) });
      const waiter: Waiter<I, O> = {
        item,
        deadline: deadline ?? clock.now() + deadlineMs,
        startBy,
        retriesNotFound,
        sent: false,
        over,
        settle(outcome) {
          if (over.signal.aborted) return;
          forget();
          over.abort();
          if (outcome.ok) resolve(outcome.value);
          else reject(outcome.error);
        },
      };
      const forget = onAbort(signal, leave);
      this.#open.push(waiter);
      if (this.#open.length === 1) void this.#closeLater(this.#open);
      if (this.#open.length >= limit) this.#close(this.#open);
    });
  }

  async #closeLater(batch: Waiter<I, O>[]): Promise<void> {
    await this.#options.clock.sleep(this.#options.windowMs);
    this.#close(batch);
  }

  #close(batch: Waiter<I, O>[]): void {
    if (this.#open !== batch) return;
    this.#open = [];
    const { abandonedError: left } = this.#options;
    for (const waiter of batch) {
      if (waiter.startBy?.aborted) waiter.settle({ ok: false, error: left("cancelled", false) });
      waiter.sent = true;
    }
    const waiting = batch.filter((waiter) => !waiter.over.signal.aborted);
    if (waiting.length > 0) void this.#send(waiting);
  }

  async #send(batch: readonly Waiter<I, O>[]): Promise<void> {
    const deadline = Math.max(...batch.map((waiter) => waiter.deadline));
    const call = linkSignals();
    let present = batch.length;
    for (const waiter of batch) {
      waiter.over.signal.addEventListener("abort", () => {
        present -= 1;
        if (present === 0) call.abort(new Error("nobody waits for the answer any more"));
      });
      // The call itself reports the latest deadline, with more to say about it.
      if (waiter.deadline < deadline) this.#leaveAtDeadline(waiter);
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
          outcomes[index] ?? { ok: false, error: new Error("a batch answered fewer items than it was asked") },
        );
      });
    } catch (error) {
      for (const waiter of batch) waiter.settle({ ok: false, error });
    }
  }

  #leaveAtDeadline(waiter: Waiter<I, O>): void {
    const { clock, abandonedError: left } = this.#options;
    clock.sleep(Math.max(0, waiter.deadline - clock.now()), waiter.over.signal).then(
      () => waiter.settle({ ok: false, error: left("deadline", waiter.sent) }),
      () => undefined,
    );
  }
}

/** The one that all have: in a process that is about to end it is the same for everybody. Else the call is somebody's who may start. */
function commonSignal(batch: readonly Waiter<unknown, unknown>[]): AbortSignal | undefined {
  const [first] = batch;
  return batch.every(({ startBy }) => startBy === first?.startBy) ? first?.startBy : undefined;
}
