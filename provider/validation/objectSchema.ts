import { z } from "zod";
import type { Properties } from "../handler";
import { checkProperties, describeValue, failureText, isUnknown, mustBe, textSize } from "./schema";

/** An optional object whose properties are each checked. Unknown values are left alone. */
export function objectSchema(shape: Readonly<Record<string, z.ZodType>>, { empty = true } = {}) {
  return customSchema((value) => (value === undefined ? undefined : objectProblem(value, shape, { empty })));
}

/** A schema that checks the value itself, not a copy; `problemOf` returns what is wrong with it. */
export function customSchema(problemOf: (value: unknown) => string | undefined) {
  return z.unknown().superRefine((value, context) => {
    const problem = problemOf(value);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });
}

/** Returns what is wrong with an object, whose properties are each checked: `must be …`, or `.name must be …`. */
export function objectProblem(
  value: unknown,
  shape: Readonly<Record<string, z.ZodType>>,
  { empty = true } = {},
): string | undefined {
  const names = Object.keys(shape).join(", ");
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return mustBe(`an object with ${names}`, value);
  const keys = Object.keys(value);
  const unknownKey = keys.find((key) => !Object.hasOwn(shape, key));
  if (unknownKey !== undefined) return `has no property ${JSON.stringify(unknownKey.slice(0, 40))}: it has ${names}`;
  if (keys.length === 0 && !empty) return `must have at least one of ${names}`;
  const [failure] = checkProperties(shape, value as Properties);
  return failure && `.${failureText(failure)}`;
}

/**
 * A list of `min` to `max` items; `problemOf` returns what is wrong with an item, and the first problem is reported.
 * Unknown items are left alone.
 */
export function listSchema(min: number, max: number, what: string, problemOf: (item: unknown) => string | undefined) {
  return customSchema((value) => {
    const allowed = `a list of ${min} to ${max} ${what}`;
    if (!Array.isArray(value) || value.length < min || value.length > max) return mustBe(allowed, value);
    for (const [index, item] of value.entries()) {
      const problem = isUnknown(item) ? undefined : problemOf(item);
      if (problem !== undefined) return `[${index}]${problem}`;
    }
    return undefined;
  });
}

/** What is allowed in a map of keys to values. Each rule returns the reason why something is refused. */
export interface MapRules {
  /** The values in words, such as `texts`. */
  readonly values: string;
  /** Such as `must have keys of …`. */
  keyProblem(key: string): string | undefined;
  /** Such as `must have text of …`; not called for an unknown value. */
  valueProblem(value: unknown): string | undefined;
  /** Checks the keys and values together. */
  sizeProblem?(entries: readonly (readonly [key: string, value: unknown])[]): string | undefined;
}

/**
 * A map of keys to values. The object itself is checked: a record type would check a copy, without the prototype that a
 * key `__proto__` leaves behind.
 */
export function mapSchema({ values, keyProblem, valueProblem, sizeProblem }: MapRules) {
  return customSchema((given) => {
    if (typeof given !== "object" || given === null || Array.isArray(given))
      return mustBe(`a map of keys to ${values}`, given);
    if (Object.getPrototypeOf(given) !== Object.prototype) return "must not have a key __proto__";
    const entries = Object.entries(given);
    for (const [key, value] of entries) {
      const problem = isUnknown(value) ? undefined : valueProblem(value);
      const reason = keyProblem(key) ?? (problem && `key ${JSON.stringify(key)} ${problem}`);
      if (reason !== undefined) return reason;
    }
    return sizeProblem?.(entries);
  });
}

/** Refuses a key of a map that is not 1 to `most` bytes of well-formed UTF-8. */
export function keyBytesProblem(key: string, most: number): string | undefined {
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > most) return `must have keys of 1 to ${most} bytes (UTF-8); got one of ${textSize(key)}`;
  if (key.isWellFormed()) return undefined;
  return `must have keys that are well-formed Unicode: one of ${bytes} bytes holds half a surrogate pair`;
}

/** Refuses a value of a map that is not text of 1 to `most` bytes of well-formed UTF-8. */
export function valueBytesProblem(value: unknown, most: number): string | undefined {
  const bytes = typeof value === "string" ? Buffer.byteLength(value) : 0;
  if (typeof value !== "string" || bytes < 1 || bytes > most)
    return `must have text of 1 to ${most} bytes (UTF-8); got ${describeValue(value)}`;
  return value.isWellFormed() ? undefined : "must have well-formed Unicode: it holds half a surrogate pair";
}
