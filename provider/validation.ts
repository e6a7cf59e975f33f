import { z } from "zod";
import { durationText, parseDuration } from "./duration";
import type { CheckFailure, Properties } from "./handler";
import { identityText, isIdentity, parseNames } from "./ownership/owner";

/** What the engine puts in place of a value that is not known before the update, whatever its type. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Text of `least` to `most` bytes of UTF-8, which is what the service counts (doc 34620), not characters. */
export function utf8(least: number, most: number) {
  const allowed = least === 0 ? `text of at most ${most} bytes` : `text of ${least} to ${most} bytes`;
  return (
    z
      .string({ error: (issue) => wrong(allowed, issue.input) })
      .refine((text) => inRange(Buffer.byteLength(text), least, most), {
        error: (issue) => wrong(`${allowed} (UTF-8)`, issue.input),
      })
      // A lone surrogate has no UTF-8 form: it would be sent as another character and differ for ever after.
      .refine((text) => text.isWellFormed(), {
        error: () => "must be well-formed Unicode: it holds half a surrogate pair",
      })
  );
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: (issue) => wrong(`one of ${values.join(", ")}`, issue.input) });
}

export function flag() {
  return z.boolean({ error: (issue) => wrong("true or false", issue.input) });
}

export function integer(least: number, most: number) {
  const allowed = `an integer from ${least} to ${most}`;
  return z
    .number({ error: (issue) => wrong(allowed, issue.input) })
    .refine((value) => Number.isInteger(value) && inRange(value, least, most), {
      error: (issue) => wrong(allowed, issue.input),
    });
}

const managedByText = "must be organization/project/stack/name";

/** Who owns a resource, as the program side passes it on. */
export const ownerShape = {
  identity: z
    .string({ error: () => `must be ${identityText}` })
    .refine(isIdentity, { error: () => `must be ${identityText}` }),
  managedBy: z
    .string({ error: () => managedByText })
    .refine((value) => parseNames(value) !== undefined, { error: () => managedByText }),
  parentUrn: z.string().optional(),
};

/** A duration as text, of `least` to `most` seconds. */
export function duration(least: number, most: number) {
  const allowed = `${durationText}, of ${least} to ${most} seconds`;
  return z
    .string({ error: (issue) => wrong(allowed, issue.input) })
    .refine((text) => inRange(parseDuration(text) ?? -1, least, most), {
      error: (issue) => wrong(allowed, issue.input),
    });
}

/** How long something is meant to live, or to have been idle: 1 minute to 10 years. */
export const lifetime = duration(60, 315_360_000);

/** `must be …; got …`, without repeating a value at length. */
export function wrong(allowed: string, given: unknown): string {
  return given === undefined ? `is missing: it must be ${allowed}` : `must be ${allowed}; got ${describe(given)}`;
}

/** A value in few words: what it is and how large, with the beginning of a text. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return `an object with ${Object.keys(value).length} properties`;
  if (typeof value !== "string") return `the ${typeof value} ${String(value)}`;
  const start = JSON.stringify(value.slice(0, 40)).slice(0, 80);
  return `${start}${value.length > 40 ? "…" : ""} (${Buffer.byteLength(value)} bytes)`;
}

/**
 * Checks a property bag against the shape of each property. Unknown values are left alone; a property that nobody knows
 * and one that would change the bag's own prototype are refused. One failure a property.
 *
 * @param owner what the properties are of
 */
export function checkProperties(
  shape: Readonly<Record<string, z.ZodType>>,
  news: Properties,
  owner: "resource" | "function" = "resource",
): CheckFailure[] {
  const failures = Object.entries(shape)
    .filter(([property]) => !isUnknown(own(news, property)))
    .flatMap(([property, type]) => {
      const issue = type.safeParse(own(news, property)).error?.issues[0];
      return issue === undefined ? [] : [{ property, reason: reasonOf(issue) }];
    });
  const strangers = Object.keys(news)
    .filter((property) => property !== "__provider" && !Object.hasOwn(shape, property))
    .map((property) => ({
      property: property.slice(0, 100),
      reason: `is not a property of this ${owner}: ${hint(property, Object.keys(shape))}`,
    }));
  return [...failures, ...strangers, ...prototypeFailure(news)];
}

function own(bag: Properties, property: string): unknown {
  return Object.hasOwn(bag, property) ? bag[property] : undefined;
}

/** The transport builds the bag by assignment, so a key `__proto__` shows as another prototype. */
function prototypeFailure(news: Properties): CheckFailure[] {
  const plain = Object.getPrototypeOf(news) === Object.prototype;
  return plain ? [] : [{ property: "__proto__", reason: "is not a property of this resource" }];
}

function reasonOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? "" : `[${JSON.stringify(String(issue.path[0]).slice(0, 100))}] `;
  return `${where}${issue.message}`;
}

function hint(property: string, known: readonly string[]): string {
  const same = known.find((candidate) => candidate.toLowerCase() === property.toLowerCase());
  return same ? `did you mean ${same}?` : `it has ${known.filter((name) => name !== "managedBy").join(", ")}`;
}

function inRange(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
