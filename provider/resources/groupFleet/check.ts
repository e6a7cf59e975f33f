import type { CheckFailure, CheckResult, PlanContext, Properties } from "../../handler";
import { fromJsonText } from "../../validation/jsonText";
import { customSchema, keyBytesProblem } from "../../validation/objectSchema";
import {
  checkProperties,
  failureText,
  integer,
  isUnknown,
  lifetime,
  mustBe,
  ownerSchema,
  sentence,
  unknownValue,
} from "../../validation/schema";
import { isMap } from "../../validation/stateSchema";
import { checkGroup } from "../group/check";
import { typeNames } from "../group/schema/typeRules";
import { type DeclaredGroup, expandFleet } from "./plan/expand";
import type { FleetInputs } from "./types";

/** The state of a fleet is one text for the engine: it stays below 10 MB with so many groups. */
const maxGroups = 50_000;
const maxKeyBytes = 64;
/** A mistake in the settings that groups share is reported once; others up to this number. */
const maxFailures = 10;

const settings = customSchema((value) => (value === undefined ? undefined : settingsProblem(value)));

const schema = {
  groups: customSchema(groupsProblem),
  count: integer(0, maxGroups).optional(),
  template: settings,
  defaults: settings,
  /** Tells the engine whether the output of this name is secret. */
  __groups: customSchema(() => undefined),
  __ttl: lifetime.optional(),
  ...ownerSchema,
};

/** Validates the inputs of a fleet without any call: each group as a `Group` is validated. */
export function checkFleet(olds: Properties, news: Properties, plan: PlanContext): CheckResult<FleetInputs> {
  const { ids: _, ...given } = news;
  const failures = [...checkProperties(schema, given), ...formProblem(given)];
  if (failures.length > 0) return { inputs: given as unknown as FleetInputs, failures };
  const groups = expandFleet(given);
  if (groups === undefined) return { inputs: { ...given, ids: unknownValue } as unknown as FleetInputs, failures };
  const { ids, failures: groupFailures } = checkGroups(olds, groups, plan);
  return { inputs: { ...given, ids } as unknown as FleetInputs, failures: groupFailures };
}

function checkGroups(
  olds: Properties,
  groups: readonly DeclaredGroup[],
  plan: PlanContext,
): { readonly ids: Readonly<Record<string, string>>; readonly failures: CheckFailure[] } {
  const former = new Map((expandFleet(olds) ?? []).map(({ key, settings }) => [key, withTypeName(settings)]));
  const formerIds = isMap(olds["ids"]) ? olds["ids"] : {};
  const chosenIds = new Set(groups.map(({ settings }) => settings["groupId"]));
  const failures = new Map<string, CheckFailure>();
  const keysById = new Map<string, string>();
  const ids: Record<string, string> = {};
  for (const group of groups) {
    const { key, settings } = group;
    // A group without a chosen id keeps its own, unless the program has moved that one to another key.
    const formerId = chosenIds.has(formerIds[key]) ? settings["groupId"] : formerIds[key];
    const result = checkGroup({ ...former.get(key), groupId: formerId }, settings, plan);
    for (const failure of result.failures) {
      const located = locate(group, failure);
      failures.set(failureText(located), located);
    }
    const { groupId } = result.inputs;
    const other = isUnknown(groupId) ? undefined : keysById.get(groupId);
    if (other !== undefined && failures.size === 0)
      failures.set(
        key,
        locate(group, { property: "groupId", reason: `is that of the key ${JSON.stringify(other)} as well` }),
      );
    if (groupId !== undefined) keysById.set(groupId, key);
    ids[key] = groupId;
  }
  return { ids, failures: shortened([...failures.values()]) };
}

/** A type has several names (doc 33529); the inputs of a fleet have the one that the program gives. */
function withTypeName(settings: Properties): Properties {
  return { ...settings, type: typeNames[String(settings["type"])] ?? settings["type"] };
}

/** A setting that groups share is reported as that of `defaults` or `template`, and so once. */
function locate({ sourceOf }: DeclaredGroup, failure: CheckFailure): CheckFailure {
  const { argument, path } = sourceOf(failure.property);
  return { property: argument, reason: sentence(path, failure.reason) };
}

function shortened(failures: readonly CheckFailure[]): CheckFailure[] {
  const rest = failures.length - maxFailures;
  if (rest <= 0) return [...failures];
  return [...failures.slice(0, maxFailures), { property: "groups", reason: `have ${rest} more such problems` }];
}

function groupsProblem(given: unknown): string | undefined {
  const value = fromJsonText(given);
  if (value === undefined) return undefined;
  if (!isMap(value)) return mustBe("a map of keys to settings of groups", value);
  if (hasPrototypeKey(value)) return "must not have a key __proto__";
  const entries = Object.entries(value);
  if (entries.length > maxGroups) return `must have at most ${maxGroups} groups; got ${entries.length}`;
  for (const [key, item] of entries) {
    const keyProblem = keyBytesProblem(key, maxKeyBytes);
    if (keyProblem !== undefined) return keyProblem;
    const problem = isUnknown(item) ? undefined : settingsProblem(item);
    if (problem !== undefined) return `[${JSON.stringify(key)}] ${problem}`;
  }
  return undefined;
}

function settingsProblem(value: unknown): string | undefined {
  if (!isMap(value)) return mustBe("an object with settings of a group", value);
  return [value, ...Object.values(value).filter(isMap)].some(hasPrototypeKey)
    ? "must not have a key __proto__"
    : undefined;
}

/** The transport builds an object by assignment, so a key `__proto__` shows as a different prototype; in JSON it is a key. */
function hasPrototypeKey(value: object): boolean {
  return Object.hasOwn(value, "__proto__") || Object.getPrototypeOf(value) !== Object.prototype;
}

function formProblem({ groups, count, template }: Properties): CheckFailure[] {
  if (groups !== undefined && (count !== undefined || template !== undefined))
    return [{ property: "groups", reason: "cannot be given together with count and template: give one of the two" }];
  if (groups === undefined && count === undefined)
    return [
      { property: "groups", reason: "is missing: give groups, a map of keys to settings, or count and template" },
    ];
  return [];
}
