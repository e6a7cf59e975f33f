/** One page and the cursor of the next page; undefined after the last page. */
export interface Page<C, T> {
  readonly items: readonly T[];
  readonly next: C | undefined;
}

/** One page of a list that is read by offset, and the total that the service reports. */
export interface OffsetPage<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/**
 * Reads all items of a list by offset, without duplicate ids. The total may lag behind the list: after a full page it
 * always reads the next one, and after a shorter page only while the total says that there are more. A service that
 * ignores the offset must not cause an endless loop: after a page without new items it continues only up to the total
 * that came with the last new item. An empty page ends the loop unless the offset steps by whole pages.
 *
 * @param step how far a page of `count` items advances the offset
 */
export async function allByOffset<T>(
  { size, step = (count) => count }: { readonly size: number; readonly step?: (count: number) => number },
  read: (offset: number) => Promise<OffsetPage<T>>,
  idOf: (item: T) => string,
): Promise<T[]> {
  const found = new Map<string, T>();
  let knownTotal = 0;
  for (let offset = 0; ; ) {
    const { items, total } = await read(offset);
    const before = found.size;
    for (const item of items) if (!found.has(idOf(item))) found.set(idOf(item), item);
    const isNew = found.size > before;
    if (isNew || offset === 0) knownTotal = total;
    const next = offset + step(items.length);
    const hasMore = next < knownTotal || (isNew && items.length >= size);
    if (next === offset || !hasMore) return [...found.values()];
    offset = next;
  }
}

/**
 * Reads all items of all pages, without duplicate ids. A list may change while it is read: an item that moves to a later
 * page is not returned twice, and a repeated cursor ends the loop instead of continuing it forever.
 */
export async function allPages<C extends string | number, T>(
  first: C,
  read: (cursor: C) => Promise<Page<C, T>>,
  idOf: (item: T) => string,
): Promise<T[]> {
  const found: T[] = [];
  for await (const items of eachPage(first, read, idOf)) found.push(...items);
  return found;
}

/** The same, page by page. It keeps the ids of all items, and no items. */
export async function* eachPage<C extends string | number, T>(
  first: C,
  read: (cursor: C) => Promise<Page<C, T>>,
  idOf: (item: T) => string,
): AsyncGenerator<T[]> {
  const found = new Set<string>();
  const seen = new Set<C>();
  let cursor: C | undefined = first;
  while (cursor !== undefined && !seen.has(cursor)) {
    seen.add(cursor);
    const page: Page<C, T> = await read(cursor);
    yield page.items.filter((item) => {
      const isNew = !found.has(idOf(item));
      found.add(idOf(item));
      return isNew;
    });
    cursor = page.next;
  }
}
