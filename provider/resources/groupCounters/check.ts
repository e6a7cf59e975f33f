import { z } from "zod";
import type { CheckFailure, CheckResult, Properties } from "../../handler";
import { checkProperties, describeValue, isUnknown, mustBe, textSize } from "../../validation/schema";
import { typeNames } from "../group/schema/typeRules";
import { groupChildSchema } from "../groupChild/schema";
import { int64Of, int64Text } from "./int64";
import type { Counters, CountersInputs } from "./types";

/** docs 53427 to 53429 */
const limits = { count: 20, keyBytes: 128 } as const;

// The object itself is checked: a record type would check a copy, without the prototype that a key `__proto__` leaves
// behind.
const counters = z.unknown().superRefine((given, context) => {
  const problem = given === undefined ? undefined : countersProblem(given);
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
});

const schema = { ...groupChildSchema, __groupType: z.string().optional(), initial: counters, fixed: counters };

/** Validates the inputs without any call, and normalizes every value to the form that the service's values are compared in. */
export function checkCounters(_olds: Properties, news: Properties): CheckResult<CountersInputs> {
  const failures = checkProperties(schema, news);
  if (failures.length === 0) failures.push(...crossChecks(news));
  const values = failures.length > 0 ? {} : { ...normalized(news, "initial"), ...normalized(news, "fixed") };
  return { inputs: { ...news, ...values } as unknown as CountersInputs, failures };
}

function crossChecks({ initial, fixed, __groupType: groupType }: Properties): CheckFailure[] {
  if (typeNames[String(groupType)] === "Community") {
    return [{ property: "group", reason: "must not be a Community: the service has no counters for that type" }];
  }
  if (initial === undefined && fixed === undefined) {
    return [{ property: "fixed", reason: "is missing: give initial, fixed or both" }];
  }
  const first = keysOf(initial);
  const keys = [...first, ...keysOf(fixed)];
  const duplicate = keysOf(fixed).find((key) => first.includes(key));
  if (duplicate !== undefined) {
    return [{ property: "initial", reason: `must not have the key ${quote(duplicate)}, which fixed has as well` }];
  }
  const reason = `must have at most ${limits.count} keys together with initial; got ${keys.length}`;
  return keys.length > limits.count ? [{ property: "fixed", reason }] : [];
}

function countersProblem(given: unknown): string | undefined {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return mustBe("a map of keys to whole numbers", given);
  }
  if (Object.getPrototypeOf(given) !== Object.prototype) return "must not have a key __proto__";
  for (const [key, value] of Object.entries(given)) {
    const bytes = Buffer.byteLength(key);
    if (bytes < 1 || bytes > limits.keyBytes) {
      return `must have keys of 1 to ${limits.keyBytes} bytes (UTF-8); got one of ${textSize(key)}`;
    }
    if (!key.isWellFormed())
      return `must have keys that are well-formed Unicode: one of ${bytes} bytes holds half a surrogate pair`;
    if (!isUnknown(value) && int64Of(value) === undefined) {
      return `key ${quote(key)} must have ${int64Text}; got ${describeValue(value)}`;
    }
  }
  return undefined;
}

function normalized(news: Properties, property: "initial" | "fixed"): Partial<Record<typeof property, Counters>> {
  const given = news[property];
  if (given === undefined || isUnknown(given)) return {};
  const entries = Object.entries(given as Properties);
  return { [property]: Object.fromEntries(entries.map(([key, value]) => [key, int64Of(value) ?? String(value)])) };
}

function keysOf(counters: unknown): readonly string[] {
  return typeof counters === "object" && counters !== null ? Object.keys(counters) : [];
}

/** Quotes a valid key, of at most 128 bytes. */
function quote(key: string): string {
  return JSON.stringify(key);
}
