/** How many results are kept: those of the old and of the new inputs or states. */
const size = 2;

/**
 * Returns a function that remembers its results for the last texts. The host asks for the groups of one fleet many times
 * in an operation, each time with the same text, and they are many.
 */
export function rememberLast<T>(work: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    if (results.has(text)) return results.get(text) as T;
    const result = work(text);
    for (const oldest of results.keys()) if (results.size >= size) results.delete(oldest);
    results.set(text, result);
    return result;
  };
}
