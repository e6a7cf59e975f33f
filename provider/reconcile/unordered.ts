import { isDeepStrictEqual } from "node:util";

/**
 * Returns a comparison of two lists that ignores the order. No two items of one list have the same key.
 *
 * @param keyOf returns what distinguishes an item from the others in its list
 */
export function equalIgnoringOrder(keyOf: (item: unknown) => unknown): (a: unknown, b: unknown) => boolean {
  return (a, b) => isDeepStrictEqual(byKey(a, keyOf), byKey(b, keyOf));
}

/** Returns anything but a list unchanged: it may be missing, or not known yet. */
function byKey(list: unknown, keyOf: (item: unknown) => unknown): unknown {
  // With the length: items that are not known yet all have the same key.
  return Array.isArray(list) ? [list.length, new Map(list.map((item) => [keyOf(item), item]))] : list;
}
