import { isUnknown } from "./schema";

/** Returns the value of a JSON text. Everything else stays as it is: another value, a text that is no JSON, what is not known yet. */
export function fromJsonText(value: unknown): unknown {
  if (typeof value !== "string" || isUnknown(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Equal maps make an equal JSON text, whatever their order. */
export function sortedByKey(map: object): object {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
