import type { RemoteObject } from "../../program/declarations";
import { isUnknown } from "../../validation/schema";
import type { Counters, CountersInputs } from "./types";

/** Returns one remote object per key. */
export function remoteObjects({ groupId, initial, fixed }: Partial<CountersInputs>): readonly RemoteObject[] {
  if (groupId === undefined || isUnknown(groupId)) return [];
  const of = (counters: Counters | undefined, property: string) =>
    Object.keys(isUnknown(counters) ? {} : (counters ?? {})).map((key) => ({
      key: keyThing(groupId, key),
      text: `the counter ${JSON.stringify(key)} of the group ${groupId}`,
      property,
    }));
  return [...of(initial, "initial"), ...of(fixed, "fixed")];
}

export function withoutObjects(known: CountersInputs, isOthers: (thing: string) => boolean): CountersInputs {
  const own = (counters: Counters) =>
    Object.fromEntries(Object.entries(counters).filter(([key]) => !isOthers(keyThing(known.groupId, key))));
  return {
    ...known,
    ...(known.initial && { initial: own(known.initial) }),
    ...(known.fixed && { fixed: own(known.fixed) }),
  };
}

function keyThing(groupId: string, key: string): string {
  return `counter/${groupId}/${key}`;
}
