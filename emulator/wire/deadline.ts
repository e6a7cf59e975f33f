/** A signal that aborts after a time, or when another one aborts. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Stops waiting. */
  clear(): void;
}

/** In place of `AbortSignal.any` with `AbortSignal.timeout`: on Node 20 the garbage collector may remove those before they abort. */
export function deadline(parent: AbortSignal, ms?: number): Deadline {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = ms === undefined ? undefined : setTimeout(abort, ms);
  if (parent.aborted) abort();
  parent.addEventListener("abort", abort);
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer);
      parent.removeEventListener("abort", abort);
    },
  };
}
