/**
 * Works on all items, `width` at a time, in their order. The first failure ends it, once what had begun has ended.
 *
 * @param stop aborted when no further item is to be begun
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
