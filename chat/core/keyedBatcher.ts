import { Batcher, type Outcome } from "./batcher";
import type { Caller, CallOptions } from "./caller";
import { type LeftCall, leftError } from "./leftError";

/** How long the first to ask waits for company. */
const WINDOW_MS = 4;

export interface KeyedBatcherOptions<K, I, O> extends LeftCall {
  readonly caller: Caller;
  readonly limit: number;
  /** Answers all items, each by itself, in their order; a rejection is everybody's. */
  readonly send: (key: K, items: readonly I[], options: CallOptions) => Promise<readonly Outcome<O>[]>;
}

/** A batcher for each key, such as a group: only what has the same key shares a call. One that nobody waits for is dropped. */
export class KeyedBatcher<K, I, O> {
  readonly #options: KeyedBatcherOptions<K, I, O>;
  readonly #byKey = new Map<string, { readonly batcher: Batcher<I, O>; asking: number }>();

  constructor(options: KeyedBatcherOptions<K, I, O>) {
    this.#options = options;
  }

  async ask(key: K, item: I, options?: CallOptions): Promise<O> {
    const name = JSON.stringify(key);
    const entry = this.#byKey.get(name) ?? { batcher: this.#batcherFor(key), asking: 0 };
    this.#byKey.set(name, entry);
    entry.asking += 1;
    try {
      return await entry.batcher.ask(item, options);
    } finally {
      entry.asking -= 1;
      if (entry.asking === 0) this.#byKey.delete(name);
    }
  }

  #batcherFor(key: K): Batcher<I, O> {
    const { caller, limit, send, api, kind } = this.#options;
    return new Batcher({
      clock: caller.clock,
      deadlineMs: caller.deadlineMs,
      windowMs: WINDOW_MS,
      limit,
      send: (items, options) => send(key, items, options),
      left: (why, sent) => leftError({ api, kind }, why, sent, caller),
    });
  }
}
