import { z } from "zod";
import type { CheckFailure, Properties } from "../handler";
import { identityText, isIdentity, parseNames } from "../ownership/owner";
import { durationText, parseDuration } from "./duration";
import { nearest } from "./nearest";
import { mustBe, mustBeOneOf } from "./problem";

export { describeValue, mustBe, mustBeOneOf, textSize } from "./problem";

/** The engine's placeholder for a value that is not known before the update, whatever its type. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Text of `min` to `max` bytes of UTF-8: the service counts bytes, not characters (doc 34620). */
export function utf8(min: number, max: number) {
  const allowed = min === 0 ? `text of at most ${max} bytes` : `text of ${min} to ${max} bytes`;
  return (
    z
      .string({ error: (issue) => mustBe(allowed, issue.input) })
      .refine((text) => inRange(Buffer.byteLength(text), min, max), {
        error: (issue) => mustBe(`${allowed} (UTF-8)`, issue.input),
      })
      // A lone surrogate has no UTF-8 form: it would be sent as another character and differ forever.
      .refine((text) => text.isWellFormed(), {
        error: () => "must be well-formed Unicode: it holds half a surrogate pair",
      })
  );
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: (issue) => mustBeOneOf(values, issue.input) });
}

export function boolean() {
  return z.boolean({ error: (issue) => mustBe("true or false", issue.input) });
}

export function integer(min: number, max: number) {
  const allowed = `an integer from ${min} to ${max}`;
  return z
    .number({ error: (issue) => mustBe(allowed, issue.input) })
    .refine(Number.isInteger, { error: () => `must be ${allowed}; got a number with a fraction` })
    .refine((value) => inRange(value, min, max), {
      error: (issue) => `must be ${allowed}; got a ${Number(issue.input) < min ? "smaller" : "larger"} number`,
    });
}

const managedByText = "must be organization/project/stack/name";

/** The inputs that name the owner of a resource, as the SDK passes them. */
export const ownerSchema = {
  __identity: z
    .string({ error: () => `must be ${identityText}` })
    .refine(isIdentity, { error: () => `must be ${identityText}` }),
  __managedBy: z
    .string({ error: () => managedByText })
    .refine((value) => parseNames(value) !== undefined, { error: () => managedByText }),
  __parentUrn: z.string().optional(),
};

/** A duration as text, of `min` to `max` seconds. */
export function duration(min: number, max: number) {
  const allowed = `${durationText}, of ${min} to ${max} seconds`;
  return z
    .string({ error: (issue) => mustBe(allowed, issue.input) })
    .refine((text) => inRange(parseDuration(text) ?? -1, min, max), { error: (issue) => mustBe(allowed, issue.input) });
}

/** A lifetime, or an idle time: 1 minute to 10 years. */
export const lifetime = duration(60, 315_360_000);

/** The SDK adds internal inputs, with the prefix that Pulumi uses for them: users cannot set them, so messages do not name them. */
const isInternal = (property: string) => property.startsWith("__");

const argumentNames = new WeakMap<z.ZodType, string>();

/** Names the argument that an input comes from: the SDK derives `groupId` from `group`. */
export function argument<T extends z.ZodType>(name: string, type: T): T {
  argumentNames.set(type, name);
  return type;
}

/**
 * Checks a property bag against the schema of each property. Unknown values are left alone. An undeclared property, and
 * one that would change the bag's own prototype, are refused. Reports one failure per property.
 *
 * @param owner of the properties
 */
export function checkProperties(
  shape: Readonly<Record<string, z.ZodType>>,
  news: Properties,
  owner: "resource" | "function" = "resource",
): CheckFailure[] {
  const undeclared = Object.keys(news)
    .filter((property) => property !== "__provider" && !Object.hasOwn(shape, property))
    .map((property) => ({
      property: property.slice(0, 100),
      reason: `is not a property of this ${owner}: ${hint(property, argumentsOf(shape))}`,
    }));
  return [...failuresOf(shape, news), ...undeclared, ...prototypeFailure(news)];
}

/** Returns what is wrong with the properties of a schema, and ignores all others. */
export function failuresOf(shape: Readonly<Record<string, z.ZodType>>, bag: Properties): CheckFailure[] {
  return Object.entries(shape).flatMap(([property, type]) => {
    const value = ownValue(bag, property);
    // A fleet has many thousands of optional properties that nobody gives.
    if (isUnknown(value) || (value === undefined && type instanceof z.ZodOptional)) return [];
    const issue = type.safeParse(value).error?.issues[0];
    return issue === undefined ? [] : [{ property: argumentNames.get(type) ?? property, reason: reasonOf(issue) }];
  });
}

/** Returns the arguments that a program can set. */
function argumentsOf(shape: Readonly<Record<string, z.ZodType>>): string[] {
  return Object.entries(shape).flatMap(
    ([property, type]) => argumentNames.get(type) ?? (isInternal(property) ? [] : property),
  );
}

/**
 * Prepares a failure for the engine. If a failure names a property, the engine prints that property's value beside it,
 * including secrets (issueCheckErrors, 3.259.0); if it names none, only the reason. So the name goes into the reason.
 */
export function toHostFailure(failure: CheckFailure): CheckFailure {
  return { property: "", reason: failureText(failure) };
}

/** Returns a failure as one sentence, such as `members[0].userId must be …`. */
export function failureText({ property, reason }: CheckFailure): string {
  const name = /^\w+$/.test(property) ? property : JSON.stringify(property);
  return sentence(name, reason);
}

/** Appends a reason to the name of what it is about: `must be …`, or a path in it such as `[0].userId must be …`. */
export function sentence(name: string, reason: string): string {
  return /^[[.]/.test(reason) ? `${name}${reason}` : `${name} ${reason}`;
}

function ownValue(bag: Properties, property: string): unknown {
  return Object.hasOwn(bag, property) ? bag[property] : undefined;
}

/** The transport builds the bag by assignment, so a key `__proto__` shows as a different prototype. */
function prototypeFailure(news: Properties): CheckFailure[] {
  const isPlain = Object.getPrototypeOf(news) === Object.prototype;
  return isPlain ? [] : [{ property: "__proto__", reason: "is not a property of this resource" }];
}

function reasonOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? "" : `[${String(issue.path[0])}] `;
  return `${where}${issue.message}`;
}

function hint(property: string, known: readonly string[]): string {
  const suggestion = nearest(property, known);
  return `${suggestion === undefined ? "" : `did you mean ${suggestion}? `}it has ${known.join(", ")}`;
}

function inRange(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
