/** The list in parts of at most `size`, in its order. */
export function* partsOf<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}

/** The same of ids, each once: one answer is expected for each. */
export function idBatches(ids: readonly string[], size: number): Generator<readonly string[]> {
  return partsOf([...new Set(ids)], size);
}
