import { z } from "zod";
import type { CheckFailure, Properties } from "../handler";
import { identityText, isIdentity, parseNames } from "../ownership/owner";
import { durationText, parseDuration } from "./duration";
import { nearest } from "./nearest";
import { mustBe, mustBeOneOf } from "./problem";

export { describeValue, mustBe, mustBeOneOf, textSize } from "./problem";

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
      .string({ error: (issue) => mustBe(allowed, issue.input) })
      .refine((text) => inRange(Buffer.byteLength(text), least, most), {
        error: (issue) => mustBe(`${allowed} (UTF-8)`, issue.input),
      })
      // A lone surrogate has no UTF-8 form: it would be sent as another character and differ for ever after.
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

export function integer(least: number, most: number) {
  const allowed = `an integer from ${least} to ${most}`;
  return z
    .number({ error: (issue) => mustBe(allowed, issue.input) })
    .refine(Number.isInteger, { error: () => `must be ${allowed}; got a number with a fraction` })
    .refine((value) => inRange(value, least, most), {
      error: (issue) => `must be ${allowed}; got a ${Number(issue.input) < least ? "smaller" : "larger"} number`,
    });
}

const managedByText = "must be organization/project/stack/name";

/** Who owns a resource, as the program side passes it on. */
export const ownerSchema = {
  __identity: z
    .string({ error: () => `must be ${identityText}` })
    .refine(isIdentity, { error: () => `must be ${identityText}` }),
  __managedBy: z
    .string({ error: () => managedByText })
    .refine((value) => parseNames(value) !== undefined, { error: () => managedByText }),
  __parentUrn: z.string().optional(),
};

/** A duration as text, of `least` to `most` seconds. */
export function duration(least: number, most: number) {
  const allowed = `${durationText}, of ${least} to ${most} seconds`;
  return z
    .string({ error: (issue) => mustBe(allowed, issue.input) })
    .refine((text) => inRange(parseDuration(text) ?? -1, least, most), {
      error: (issue) => mustBe(allowed, issue.input),
    });
}

/** How long something is meant to live, or to have been idle: 1 minute to 10 years. */
export const lifetime = duration(60, 315_360_000);

/** The SDK adds inputs of its own, marked as Pulumi marks internal properties: users cannot set them, so no message names them. */
const isInternal = (property: string) => property.startsWith("__");

const argumentNames = new WeakMap<z.ZodType, string>();

/** An input that programs know by this name: the program side makes `groupId` of `group`. */
export function argument<T extends z.ZodType>(name: string, type: T): T {
  argumentNames.set(type, name);
  return type;
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
  const strangers = Object.keys(news)
    .filter((property) => property !== "__provider" && !Object.hasOwn(shape, property))
    .map((property) => ({
      property: property.slice(0, 100),
      reason: `is not a property of this ${owner}: ${hint(property, argumentsOf(shape))}`,
    }));
  return [...failuresOf(shape, news), ...strangers, ...prototypeFailure(news)];
}

/** What is wrong with the properties of a shape, whatever else there is. */
export function failuresOf(shape: Readonly<Record<string, z.ZodType>>, bag: Properties): CheckFailure[] {
  return Object.entries(shape)
    .filter(([property]) => !isUnknown(own(bag, property)))
    .flatMap(([property, type]) => {
      const issue = type.safeParse(own(bag, property)).error?.issues[0];
      return issue === undefined ? [] : [{ property: argumentNames.get(type) ?? property, reason: reasonOf(issue) }];
    });
}

/** What a program can set. */
function argumentsOf(shape: Readonly<Record<string, z.ZodType>>): string[] {
  return Object.entries(shape).flatMap(
    ([property, type]) => argumentNames.get(type) ?? (isInternal(property) ? [] : property),
  );
}

/**
 * A failure as the engine is handed it. Where one names a property, the engine prints that property's value beside it, the
 * secrets in it included (issueCheckErrors, 3.259.0); where it names none, the reason alone. So the name is in the reason.
 */
export function toHostFailure(failure: CheckFailure): CheckFailure {
  return { property: "", reason: failureText(failure) };
}

/** A failure in one sentence, such as `members[0].userId must be …`. */
export function failureText({ property, reason }: CheckFailure): string {
  const name = /^\w+$/.test(property) ? property : JSON.stringify(property);
  return /^[[.]/.test(reason) ? `${name}${reason}` : `${name} ${reason}`;
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
  const where = issue.path.length === 0 ? "" : `[${String(issue.path[0])}] `;
  return `${where}${issue.message}`;
}

function hint(property: string, known: readonly string[]): string {
  const meant = nearest(property, known);
  return meant === undefined ? `it has ${known.join(", ")}` : `did you mean ${meant}?`;
}

function inRange(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
