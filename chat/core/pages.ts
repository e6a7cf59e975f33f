/** One page, and where the next one begins; undefined after the last. */
export interface Page<C, T> {
  readonly items: readonly T[];
  readonly next: C | undefined;
}

/**
 * All items of all pages, each once by its id. A list may change while it is read: what moves to a later page is not
 * listed twice, and a cursor that comes again ends the reading instead of going round for ever.
 */
export async function allPages<C extends string | number, T>(
  first: C,
  read: (cursor: C) => Promise<Page<C, T>>,
  idOf: (item: T) => string,
): Promise<T[]> {
  const found = new Map<string, T>();
  const seen = new Set<C>();
  let cursor: C | undefined = first;
  while (cursor !== undefined && !seen.has(cursor)) {
    seen.add(cursor);
    const page: Page<C, T> = await read(cursor);
    for (const item of page.items) if (!found.has(idOf(item))) found.set(idOf(item), item);
    cursor = page.next;
  }
  return [...found.values()];
}
