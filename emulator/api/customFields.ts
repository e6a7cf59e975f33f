import { maxFields } from "../state/fieldKeys";
import { InvalidField } from "./shape";

/** How many custom fields a call can name: the number that an app can declare (doc 33529). */
export const groupFields = { max: maxFields("customFieldKeys") };
export const memberFields = { max: maxFields("memberCustomFieldKeys") };

interface Pair {
  readonly Key: string;
  readonly Value: string;
}

/**
 * Returns custom fields by key. Each key must be declared for the app (doc 33529) and unique. Clients have observed 10004
 * with the text below if no key of AppDefinedData is declared. The answer to a mix is unconfirmed, and that member fields
 * behave the same is inferred: both are refused.
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

/** Writes the given values; an empty value deletes its key (doc 34962). */
export function writeValues(into: Map<string, string>, values: ReadonlyMap<string, string>): void {
  for (const [key, value] of values) {
    if (value === "") into.delete(key);
    else into.set(key, value);
  }
}

/** The custom field keys that a call requests. "all": those that are set. */
export type RequestedKeys = readonly string[] | "all";

/** Returns the requested keys that are set, in the form of the service. */
export function pairsOf(values: ReadonlyMap<string, string>, keys: RequestedKeys): readonly Pair[] {
  const selected = [...values].filter(([key]) => keys === "all" || keys.includes(key));
  return selected.map(([Key, Value]) => ({ Key, Value }));
}
