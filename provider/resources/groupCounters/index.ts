import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { reconcile } from "../../reconcile/reconcile";
import { customSchema } from "../../validation/objectSchema";
import { mustBe } from "../../validation/schema";
import { isMap } from "../../validation/stateSchema";
import { typeNames } from "../group/schema/typeRules";
import { groupOfId } from "../groupChild/find";
import { groupChildHandler } from "../groupChild/handler";
import { adoptionRefusal, type ParentGroup } from "../groupChild/parentGroup";
import type { GroupChild } from "../groupChild/types";
import { checkCounters } from "./check";
import { int64Of } from "./int64";
import { remoteObjects, withoutObjects } from "./remoteObjects";
import type { Counters, CountersInputs } from "./types";

/** What must change on a group's counters to match the declared state. */
interface CounterChanges {
  readonly set: Counters;
  readonly removed: readonly string[];
}

const counterTexts = customSchema((value) =>
  isMap(value) && Object.values(value).every((item) => int64Of(item) === item)
    ? undefined
    : mustBe("a map of keys to decimal texts", value),
);

const counters: GroupChild<CountersInputs> = {
  kind: "GroupCounters",
  remoteObjects,
  withoutObjects,
  displayName: () => "counters",
  id: ({ groupId }) => groupId,
  properties: ["initial", "fixed", "adopt"],
  replaceOnChanges: [],
  stateSchema: { initial: counterTexts.optional(), fixed: counterTexts.optional() },
  check: checkCounters,

  async prepare(inputs, before, parent, operation) {
    refuseCommunity(inputs, parent);
    const actual = await readCounters(inputs.groupId, operation);
    const adopted = adoptedKeys(inputs, before, actual);
    if (adopted.length > 0 && !(await parent.mayAdopt())) throw adoptionRefusal(inputs, adoptedText(adopted));
    return () => reconcileCounters(inputs, before, actual, operation);
  },

  /** A changed value of an `initial` counter is no drift; its absence is. */
  async observe(known, _place, operation) {
    const actual = await readCounters(known.groupId, operation);
    return {
      ...known,
      ...(known.initial && { initial: withKeysOf(known.initial, actual) }),
      ...(known.fixed && { fixed: withKeysOf(actual, known.fixed) }),
    };
  },

  identify: groupOfId,
  /** Others may change them: what an import finds is declared as `initial`. */
  async discover({ groupId }, parent, operation) {
    refuseCommunity({ groupId }, parent);
    const found = await readCounters(groupId, operation);
    return Object.keys(found).length === 0 ? undefined : { initial: found };
  },

  async remove(known, _place, operation) {
    const { initial: _, fixed: __, ...nothing } = known;
    await reconcileCounters(nothing, known, await readCounters(known.groupId, operation), operation);
  },

  /** A dropped counter, and one that changed from `initial` to `fixed`, both still need to be written. */
  partialState(inputs, before) {
    const previous = Object.entries(declared(before)).filter(([key]) => !Object.hasOwn(declared(inputs), key));
    return previous.length === 0
      ? inputs
      : { ...inputs, initial: { ...Object.fromEntries(previous), ...inputs.initial } };
  },
};

/** Counters of a group: get_group_counter, update_group_counter and delete_group_counter as one resource. */
export const groupCountersHandler = groupChildHandler(counters);

/** Reconciles the counters. Only sets values: to repeat an addition after a lost answer would count twice. */
function reconcileCounters(
  inputs: CountersInputs,
  before: CountersInputs | undefined,
  actual: Counters,
  operation: OperationContext,
): Promise<void> {
  const { groupId } = inputs;
  const { client } = operation;
  return reconcile(
    counterChanges(inputs, before, actual),
    {
      diff: async () => counterChanges(inputs, before, await readCounters(groupId, operation)),
      // Removals come first: otherwise there may be no room for new counters (10063).
      apply: async ({ set, removed }, call) => {
        await client.counters.delete(groupId, removed, call);
        const values = Object.entries(set).map(([key, value]) => [key, BigInt(value)] as const);
        if (values.length > 0) await client.counters.set(groupId, Object.fromEntries(values), call);
      },
      notApplied: (change) => notApplied(inputs, change),
    },
    operation,
  );
}

/** Returns undefined if nothing differs. Counters that were never declared belong to others. */
function counterChanges(
  inputs: CountersInputs,
  before: CountersInputs | undefined,
  actual: Counters,
): CounterChanges | undefined {
  const desired = declared(inputs);
  const isMissing = ([key]: readonly [string, string]) => !Object.hasOwn(actual, key);
  const set = [
    ...Object.entries(inputs.initial ?? {}).filter(isMissing),
    ...Object.entries(inputs.fixed ?? {}).filter(([key, value]) => actual[key] !== value),
  ];
  const previous = Object.keys(before === undefined ? {} : declared(before));
  const removed = previous.filter((key) => Object.hasOwn(actual, key) && !Object.hasOwn(desired, key));
  return set.length + removed.length === 0 ? undefined : { set: Object.fromEntries(set), removed };
}

/** Returns existing counters that the program would adopt: a destroy would delete them, whatever their values are. */
function adoptedKeys(inputs: CountersInputs, before: CountersInputs | undefined, actual: Counters): readonly string[] {
  const previous = before === undefined ? {} : declared(before);
  return Object.keys(declared(inputs)).filter((key) => Object.hasOwn(actual, key) && !Object.hasOwn(previous, key));
}

/** Returns the counters whose key the others have as well. */
function withKeysOf(counters: Counters, others: Counters): Counters {
  return Object.fromEntries(Object.entries(counters).filter(([key]) => Object.hasOwn(others, key)));
}

function declared({ initial, fixed }: CountersInputs): Counters {
  return { ...initial, ...fixed };
}

/** Reads all counters: the answer for a requested counter that does not exist is not documented (doc 53427). */
async function readCounters(groupId: string, { client, call }: OperationContext): Promise<Counters> {
  const all = await client.counters.get(groupId, undefined, call);
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, String(value)]));
}

function refuseCommunity({ groupId }: Pick<CountersInputs, "groupId">, { info }: ParentGroup): void {
  if (typeNames[info.type] !== "Community") return;
  throw new OperationError(
    `The group ${groupId} is a Community: the service has no counters for that type (doc 53428). Remove them from the program.`,
  );
}

function adoptedText(keys: readonly string[]): string {
  return `the ${keys.length === 1 ? "counter" : "counters"} ${listed(keys)}`;
}

function notApplied({ groupId }: CountersInputs, { set, removed }: CounterChanges): OperationError {
  return new OperationError(
    `The group ${groupId} did not accept its counters ${listed([...Object.keys(set), ...removed])}: the service answered success, but the stored values differ. ` +
      "Someone else may change them: declare a counter that others change in `initial`, which is set once.",
  );
}

function listed(keys: readonly string[]): string {
  return keys.map((key) => JSON.stringify(key)).join(", ");
}
