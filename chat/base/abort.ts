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
  const undo: (() => void)[] = [];
  for (const source of sources) {
    if (source === undefined) continue;
    const onAbort = (): void => controller.abort(source.reason);
    if (source.aborted) onAbort();
    source.addEventListener("abort", onAbort, { once: true });
    undo.push(() => source.removeEventListener("abort", onAbort));
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => {
      for (const step of undo) step();
    },
  };
}
