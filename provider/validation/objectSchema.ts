import { z } from "zod";
import type { Properties } from "../handler";
import { checkProperties, failureText, isUnknown, mustBe } from "./schema";

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
