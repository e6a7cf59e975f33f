const underWay = new Map<string, Promise<unknown>>();

/** Runs creates of one user one after the other: two that check at the same moment would both believe that they imported it. */
export async function runExclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = underWay.get(key);
  const result = (before ?? Promise.resolve()).then(work);
  const settled = result.catch(() => undefined);
  underWay.set(key, settled);
  try {
    return await result;
  } finally {
    if (underWay.get(key) === settled) underWay.delete(key);
  }
}
