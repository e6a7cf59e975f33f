import { InvalidField } from "./shape";

interface Pair {
  readonly Key: string;
  readonly Value: string;
}

/**
 * Custom fields by key. A key must be declared for the app (doc 33529) and named once; the code for an undeclared key
 * is not documented.
 */
export function declaredValues(
  at: string,
  given: readonly Pair[] = [],
  declared: readonly string[] = [],
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { Key, Value } of given) {
    if (!declared.includes(Key)) throw new InvalidField(`${at}: the key ${Key} is not declared for this app`);
    if (values.has(Key)) throw new InvalidField(`${at}: the key ${Key} is given twice`);
    values.set(Key, Value);
  }
  return values;
}

/** Sets the values that are given; an empty one deletes its key (doc 34962). */
export function writeValues(into: Map<string, string>, values: ReadonlyMap<string, string>): void {
  for (const [key, value] of values) {
    if (value === "") into.delete(key);
    else into.set(key, value);
  }
}

/** Those of the keys that are set, as the service writes them. */
export function pairsOf(values: ReadonlyMap<string, string>, keys: readonly string[]): readonly Pair[] {
  return [...values].filter(([key]) => keys.includes(key)).map(([Key, Value]) => ({ Key, Value }));
}
