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
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) {
      if (stop.aborted) return;
      await work(item);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
