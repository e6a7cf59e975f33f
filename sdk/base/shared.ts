/**
 * Returns a map that all copies of this package in one process share, such as the copy of a component library. It is
 * the same in every version: only extend what it holds.
 */
export function shared<K extends object, V>(name: string): WeakMap<K, V> {
  const all = globalThis as unknown as Record<symbol, WeakMap<K, V> | undefined>;
  const key = Symbol.for(`pulumi-tencent-chat ${name}`);
  const map = all[key] ?? new WeakMap<K, V>();
  all[key] = map;
  return map;
}
