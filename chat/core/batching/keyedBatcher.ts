import type { ApiCaller, CallOptions } from "../apiCaller";
import { type AbandonedCall, abandonedCallError } from "./abandonedCall";
import { Batcher } from "./batcher";
import { splitOnRefusal } from "./splitOnRefusal";

/** How long the first item waits for more items. */
const WINDOW_MS = 4;

export interface KeyedBatcherOptions<K, I, O> extends AbandonedCall {
  readonly caller: ApiCaller;
  readonly limit: number;
  /** Sends all items in one call. A repeat must be safe for items that have taken effect already. */
  readonly send: (key: K, items: readonly I[], options: CallOptions) => Promise<(item: I) => O>;
}

/**
 * One batcher per key, such as a group: only items with the same key share a call, and an item that fails does not affect
 * the others. A key without waiters is removed.
 */
export class KeyedBatcher<K, I, O> {
  readonly #options: KeyedBatcherOptions<K, I, O>;
  readonly #byKey = new Map<string, { readonly batcher: Batcher<I, O>; pending: number }>();

  constructor(options: KeyedBatcherOptions<K, I, O>) {
    this.#options = options;
  }

  async submit(key: K, item: I, options?: CallOptions): Promise<O> {
    const name = JSON.stringify(key);
    const entry = this.#byKey.get(name) ?? { batcher: this.#batcherFor(key), pending: 0 };
    this.#byKey.set(name, entry);
    entry.pending += 1;
    try {
      return await entry.batcher.submit(item, options);
    } finally {
      entry.pending -= 1;
      if (entry.pending === 0) this.#byKey.delete(name);
    }
  }

  #batcherFor(key: K): Batcher<I, O> {
    const { caller, limit, send, api, kind } = this.#options;
    return new Batcher({
      clock: caller.clock,
      deadlineMs: caller.deadlineMs,
      windowMs: WINDOW_MS,
      limit,
      send: (items, options) => splitOnRefusal(items, (some) => send(key, some, options)),
      abandonedError: (why, sent) => abandonedCallError({ api, kind }, why, sent, caller),
    });
  }
}
