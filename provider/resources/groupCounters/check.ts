import { z } from "zod";
import type { CheckFailure, CheckResult, Properties } from "../../handler";
import { keyBytesProblem, mapSchema } from "../../validation/objectSchema";
import { checkProperties, describeValue, isUnknown } from "../../validation/schema";
import { typeNames } from "../group/schema/typeRules";
import { groupChildSchema } from "../groupChild/schema";
import { int64Of, int64Text } from "./int64";
import type { Counters, CountersInputs } from "./types";

/** docs 53427 to 53429 */
const limits = { count: 20, keyBytes: 128 } as const;

const counters = mapSchema({
  values: "whole numbers",
  keyProblem: (key) => keyBytesProblem(key, limits.keyBytes),
  valueProblem: (value) =>
    int64Of(value) === undefined ? `must have ${int64Text}; got ${describeValue(value)}` : undefined,
}).optional();

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
