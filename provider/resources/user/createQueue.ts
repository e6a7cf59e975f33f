const pending = new Map<string, Promise<unknown>>();

/** Runs creates of one user one after the other: two that check at the same moment would both believe that they imported it. */
export async function runExclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
  const previous = pending.get(key);
  const result = (previous ?? Promise.resolve()).then(work);
  const ended = result.catch(() => undefined);
  pending.set(key, ended);
  try {
    return await result;
  } finally {
    if (pending.get(key) === ended) pending.delete(key);
  }
}
