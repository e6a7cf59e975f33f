import type { RemoteObject } from "../../program/declarations";
import { isUnknown } from "../../validation/schema";
import type { Counters, CountersInputs } from "./types";

/** Returns one remote object per key. */
export function remoteObjects({ groupId, initial, fixed }: Partial<CountersInputs>): readonly RemoteObject[] {
  if (groupId === undefined || isUnknown(groupId)) return [];
  const objectsOf = (counters: Counters | undefined, property: string) =>
    Object.keys(isUnknown(counters) ? {} : (counters ?? {})).map((key) => ({
      key: counterKey(groupId, key),
      text: `the counter ${JSON.stringify(key)} of the group ${groupId}`,
      property,
    }));
  return [...objectsOf(initial, "initial"), ...objectsOf(fixed, "fixed")];
}

export function withoutObjects(known: CountersInputs, isElsewhere: (key: string) => boolean): CountersInputs {
  const own = (counters: Counters) =>
    Object.fromEntries(Object.entries(counters).filter(([key]) => !isElsewhere(counterKey(known.groupId, key))));
  return {
    ...known,
    ...(known.initial && { initial: own(known.initial) }),
    ...(known.fixed && { fixed: own(known.fixed) }),
  };
}

function counterKey(groupId: string, key: string): string {
  return `counter/${groupId}/${key}`;
}
