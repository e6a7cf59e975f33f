/**
 * Processes all items in order, `width` at a time. The first failure stops it; it rejects when the items in progress
 * have ended.
 *
 * @param stop aborted when no further item must start
 */
export async function forEachConcurrently<T>(
  items: readonly T[],
  width: number,
  stop: AbortSignal,
  process: (item: T) => Promise<void>,
): Promise<void> {
  const remaining = items.values();
  const worker = async () => {
    for (const item of remaining) {
      if (stop.aborted) return;
      await process(item);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

/**
 * Processes the items `width` at a time, and returns the results in the order of the items.
 *
 * @param stop aborted when no further item must start
 */
export async function* mapInOrder<T, R>(
  items: Iterable<T>,
  width: number,
  stop: AbortSignal,
  process: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    if (stop.aborted) break;
    const result = process(item);
    // A failure is reported when its turn comes.
    result.catch(() => {});
    running.push(result);
    if (running.length < width) continue;
    for (const first of running.splice(0, 1)) yield await first;
  }
  for (const result of running) yield await result;
}
