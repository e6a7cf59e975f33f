import { isDeepStrictEqual } from "node:util";

/**
 * Compares two lists whose order means nothing. No two items of one list have the same key.
 *
 * @param keyOf tells an item from the others of its list
 */
export function equalIgnoringOrder(keyOf: (item: unknown) => unknown): (a: unknown, b: unknown) => boolean {
  return (a, b) => isDeepStrictEqual(byKey(a, keyOf), byKey(b, keyOf));
}

/** What is no list is left as it is: it may be missing, or not known yet. */
function byKey(list: unknown, keyOf: (item: unknown) => unknown): unknown {
  // With the length: items that are not known yet all have one key.
  return Array.isArray(list) ? [list.length, new Map(list.map((item) => [keyOf(item), item]))] : list;
}
