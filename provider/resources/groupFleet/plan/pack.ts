import { isDeepStrictEqual } from "node:util";
import { sortedByKey } from "../../../validation/jsonText";
import { isMap } from "../../../validation/stateSchema";
import type { GroupState } from "../../group/schema/types";
import type { Groups } from "../types";
import { limitHeapGrowth } from "./heapGrowth";
import { rememberLast } from "./rememberLast";

/**
 * Packs the states of groups for the state of their fleet, as a text: the engine, its protocol and the program's SDK take
 * seconds, and hundreds of megabytes, for a map of 10,000 groups. What all of them have in common is there once. Equal groups
 * make an equal text, whatever their order.
 */
export function packGroups(states: Groups<GroupState>): string {
  const [first, ...others] = states.values();
  const shared = Object.fromEntries(
    Object.entries(first ?? {}).filter(([property, value]) =>
      others.every((state) => isDeepStrictEqual(propertyOf(state, property), value)),
    ),
  );
  // Entries, not a map: `__proto__` is a key like any other.
  const groups = Array.from(states, ([key, state]) => [
    key,
    Object.fromEntries(Object.entries(state).filter(([property]) => !Object.hasOwn(shared, property))),
  ]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return JSON.stringify({ shared, groups }, (_, value) => (isMap(value) ? sortedByKey(value) : value));
}

export function unpackGroups(packed: string): Groups<GroupState> {
  return parsePacked(packed) ?? new Map();
}

/** Returns the groups in a text; undefined if it is not one of `packGroups`. The groups themselves are not checked. */
export function parsePacked(packed: unknown): Groups<GroupState> | undefined {
  return typeof packed === "string" ? parsedOf(packed) : undefined;
}

const parsedOf = rememberLast((packed): Groups<GroupState> | undefined => {
  const { shared, groups } = parsed(packed);
  if (!isMap(shared) || !Array.isArray(groups)) return undefined;
  const isEntry = (entry: unknown) => Array.isArray(entry) && typeof entry[0] === "string" && isMap(entry[1]);
  if (!groups.every(isEntry)) return undefined;
  limitHeapGrowth(groups.length);
  return new Map(groups.map(([key, own]: [string, object]) => [key, { ...shared, ...own } as unknown as GroupState]));
});

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : {};
  } catch {
    return {};
  }
}

function propertyOf(state: object, property: string): unknown {
  return (state as Readonly<Record<string, unknown>>)[property];
}
