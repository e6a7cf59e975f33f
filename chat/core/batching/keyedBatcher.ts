import type { ApiCaller, CallOptions } from "../apiCaller";
import { type AbandonedCall, abandonedCallError } from "./abandonedCall";
import { Batcher } from "./batcher";
import { splitOnRefusal } from "./splitOnRefusal";

/** How long the first to ask waits for company. */
const WINDOW_MS = 4;

export interface KeyedBatcherOptions<K, I, O> extends AbandonedCall {
  readonly caller: ApiCaller;
  readonly limit: number;
  /** Asks for all items in one call. Must be safe to repeat for items that had their effect already. */
  readonly send: (key: K, items: readonly I[], options: CallOptions) => Promise<(item: I) => O>;
}

/**
 * A batcher for each key, such as a group: only what has the same key shares a call, and one item with trouble is nobody
 * else's. A key that nobody waits for is dropped.
 */
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
      send: (items, options) => splitOnRefusal(items, (some) => send(key, some, options)),
      abandonedError: (why, sent) => abandonedCallError({ api, kind }, why, sent, caller),
    });
  }
}
