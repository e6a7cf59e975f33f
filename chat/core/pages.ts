/** One page, and where the next one begins; undefined after the last. */
export interface Page<C, T> {
  readonly items: readonly T[];
  readonly next: C | undefined;
}

/** One page of a list that is read by offset, and how many items the service counts in all. */
export interface OffsetPage<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/**
 * All items of a list that is read by offset, each once by its id. The count may lag behind the list: a full page is
 * followed by another one whatever it says, and a page that is not full as long as it says that there are more. So that a
 * service which ignores the offset is not asked forever, pages without anything new are followed only up to the count
 * that came with the last new item; an empty page ends the reading unless the offset steps by whole pages.
 *
 * @param step how far a page of `count` items moves the offset
 */
export async function allByOffset<T>(
  { size, step = (count) => count }: { readonly size: number; readonly step?: (count: number) => number },
  read: (offset: number) => Promise<OffsetPage<T>>,
  idOf: (item: T) => string,
): Promise<T[]> {
  const found = new Map<string, T>();
  let end = 0;
  for (let offset = 0; ; ) {
    const { items, total } = await read(offset);
    const before = found.size;
    for (const item of items) if (!found.has(idOf(item))) found.set(idOf(item), item);
    const isNew = found.size > before;
    if (isNew || offset === 0) end = total;
    const next = offset + step(items.length);
    const more = next < end || (isNew && items.length >= size);
    if (next === offset || !more) return [...found.values()];
    offset = next;
  }
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
