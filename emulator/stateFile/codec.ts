import { isObject } from "../api/shape";
import { NewGroupsToday } from "../state/newGroupsToday";
import { Terms } from "../state/terms";
import { SlidingWindow } from "../wire/slidingWindow";

/**
 * Writes the contents of apps as JSON. What JSON does not have is an object with one key that starts with `$`: `$map` and
 * `$set` keep their order, `$int` is a 64-bit integer, `$terms` are mutes and bans with their ends, `$today` is the count of
 * net new groups of a day, `$object` is an object of a caller that has such a key itself. Counted rates are not written.
 */
export function encode(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) => encoded(entry));
}

/** @throws SyntaxError if the text is not JSON */
export function decode(text: string): unknown {
  return JSON.parse(text, (_, entry: unknown) => (isObject(entry) ? decoded(entry) : entry));
}

function encoded(value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value] };
  if (value instanceof Set) return { $set: [...value] };
  if (value instanceof Terms) return { $terms: value.entries() };
  if (value instanceof NewGroupsToday) return { $today: value.entries() };
  if (value instanceof SlidingWindow) return undefined;
  if (typeof value === "bigint") return { $int: String(value) };
  if (isObject(value) && Object.keys(value).some((key) => key.startsWith("$")))
    return { $object: Object.entries(value) };
  return value;
}

function decoded(value: Readonly<Record<string, unknown>>): unknown {
  if ("$map" in value) return new Map(value.$map as [unknown, unknown][]);
  if ("$set" in value) return new Set(value.$set as unknown[]);
  if ("$terms" in value) return new Terms(value.$terms as [string, number][]);
  if ("$today" in value) return new NewGroupsToday(...(value.$today as [number, number]));
  if ("$int" in value) return BigInt(value.$int as string);
  if ("$object" in value) return Object.fromEntries(value.$object as [string, unknown][]);
  return value;
}
