import { nearest } from "./nearest";

/** `must be …; got …`, without the value: see `describe`. */
export function mustBe(allowed: string, given: unknown): string {
  return given === undefined ? `is missing: it must be ${allowed}` : `must be ${allowed}; got ${describeValue(given)}`;
}

/** `wrong` for one of a few words. A near miss is told by the word that was probably meant, which is no secret. */
export function mustBeOneOf(words: readonly string[], given: unknown): string {
  const meant = typeof given === "string" ? nearest(given, words) : undefined;
  return `${mustBe(`one of ${words.join(", ")}`, given)}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}

/**
 * A value by its kind and its size, and never by what it holds: a program can give a secret to any property, also to an id
 * or an option, and the host takes the secret's wrapping off before it asks us, so that none can be told from other values.
 */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return `an object with ${Object.keys(value).length} properties`;
  if (typeof value !== "string") return `a ${typeof value}`;
  return value === "" ? "empty text" : `text of ${textSize(value)}`;
}

/** The size of a text as the service counts it, and as people do where that differs. */
export function textSize(text: string): string {
  const bytes = Buffer.byteLength(text);
  return `${bytes} bytes${bytes === text.length ? "" : ` (${charactersOf(text)} characters)`}`;
}

function charactersOf(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
