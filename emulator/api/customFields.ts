import { maxFields } from "../state/fieldKeys";
import { InvalidField } from "./shape";

/** How many custom fields a call can name: as many as an app can declare (doc 33529). */
export const groupFields = { max: maxFields("customFieldKeys") };
export const memberFields = { max: maxFields("memberCustomFieldKeys") };

interface Pair {
  readonly Key: string;
  readonly Value: string;
}

/**
 * Custom fields by key. A key must be declared for the app (doc 33529) and named once. Clients of the service have seen
 * 10004 with the text below where no key of AppDefinedData is declared. What a mix gets is unconfirmed, and that member
 * fields are the same is inferred: both are refused.
 */
export function declaredValues(
  at: string,
  given: readonly Pair[] = [],
  declared: readonly string[] = [],
): ReadonlyMap<string, string> {
  if (given.length > 0 && given.every(({ Key }) => !declared.includes(Key)))
    throw new InvalidField("all defined key is invalid");
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

/** The keys that a call asks for: named, or all that are set. */
export type RequestedKeys = readonly string[] | "all";

/** Those of the keys that are set, as the service writes them. */
export function pairsOf(values: ReadonlyMap<string, string>, keys: RequestedKeys): readonly Pair[] {
  const selected = [...values].filter(([key]) => keys === "all" || keys.includes(key));
  return selected.map(([Key, Value]) => ({ Key, Value }));
}
