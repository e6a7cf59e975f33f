import { isDeepStrictEqual } from "node:util";
import type { GroupState } from "../../group/schema/types";
import type { Groups, PackedGroups } from "../types";

/** Packs the states of groups for the state of their fleet: what all of them have in common is there once. */
export function packGroups(states: Groups<GroupState>): PackedGroups {
  const [first, ...others] = states.values();
  const shared = Object.fromEntries(
    Object.entries(first ?? {}).filter(([property, value]) =>
      others.every((state) => isDeepStrictEqual(propertyOf(state, property), value)),
    ),
  );
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [key, state] of states)
    groups[key] = Object.fromEntries(Object.entries(state).filter(([property]) => !Object.hasOwn(shared, property)));
  return { shared, groups };
}

export function unpackGroups({ shared, groups }: PackedGroups): Groups<GroupState> {
  return new Map(Object.entries(groups).map(([key, own]) => [key, { ...shared, ...own } as unknown as GroupState]));
}

function propertyOf(state: object, property: string): unknown {
  return (state as Readonly<Record<string, unknown>>)[property];
}
