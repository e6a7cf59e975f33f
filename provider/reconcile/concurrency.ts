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
