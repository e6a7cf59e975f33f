/**
 * Splits a list into chunks of at most `size`, in order: members for add_group_member and the like, whose sizes are in
 * api/member/membership.ts, and users for account calls.
 */
export function* chunk<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}

/** Splits ids into chunks without duplicates: the service answers each id once. */
export function idBatches(ids: readonly string[], size: number): Generator<readonly string[]> {
  return chunk([...new Set(ids)], size);
}
