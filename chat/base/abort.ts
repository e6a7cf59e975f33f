import { setMaxListeners } from "node:events";

/**
 * Calls the listener when the signal is aborted, or at once if it is aborted already. Returns a function that removes the
 * listener. A signal may cancel a thousand calls, so Node's leak warning about many listeners is disabled for it.
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => undefined;
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  setMaxListeners(0, signal);
  signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}

/** A signal that follows several source signals until it is unlinked. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Removes the listeners from the sources; call it when the work is done. */
  unlink(): void;
}

/**
 * Returns a signal that aborts when any source does. Replaces AbortSignal.any, which keeps a reference from a long-lived
 * source for every call and requires Node 20.3.
 */
export function linkSignals(...sources: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const removers = sources.map((source) => onAbort(source, () => controller.abort(source?.reason)));
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => {
      for (const remove of removers) remove();
    },
  };
}
