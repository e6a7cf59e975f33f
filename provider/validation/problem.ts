import { nearest } from "./nearest";

/** Returns `must be …; got …`, without the value: see `describeValue`. */
export function mustBe(allowed: string, actual: unknown): string {
  return actual === undefined
    ? `is missing: it must be ${allowed}`
    : `must be ${allowed}; got ${describeValue(actual)}`;
}

/** Returns `mustBe` for an enumeration. For a near miss, it suggests the word that was probably meant, which is no secret. */
export function mustBeOneOf(words: readonly string[], actual: unknown): string {
  const suggestion = typeof actual === "string" ? nearest(actual, words) : undefined;
  return `${mustBe(`one of ${words.join(", ")}`, actual)}${suggestion === undefined ? "" : `; did you mean ${suggestion}?`}`;
}

/**
 * Describes a value by its kind and size, and never by its content. A program can pass a secret to any property, even
 * an id or an option, and the host unwraps it before it calls us, so secrets cannot be distinguished from other values.
 */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return `an object with ${Object.keys(value).length} properties`;
  if (typeof value !== "string") return `a ${typeof value}`;
  return value === "" ? "empty text" : `text of ${textSize(value)}`;
}

/** Returns the size of a text in bytes, as the service counts, and in characters if that differs. */
export function textSize(text: string): string {
  const bytes = Buffer.byteLength(text);
  return `${bytes} bytes${bytes === text.length ? "" : ` (${charactersOf(text)} characters)`}`;
}

function charactersOf(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
