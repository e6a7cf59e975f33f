import { setMaxListeners } from "node:events";

/**
 * Runs `react` when the signal is aborted, at once if it is already; the result takes the listener off again. A
 * signal may well stop a thousand calls: that is no leak, so Node's warning about many listeners is switched off for it.
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

/** One signal for several reasons to stop, which lets go of them again. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Takes its listeners off the sources; call it when the work is over. */
  unlink(): void;
}

/**
 * Aborts when any of the sources does. Made by hand because AbortSignal.any holds on to a long-lived source
 * for every call made with it, and came only with Node 20.3.
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
