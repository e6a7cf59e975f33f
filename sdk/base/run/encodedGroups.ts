import * as pulumi from "@pulumi/pulumi";
import { withoutLostValues } from "../lostValues";
import { currentMocks } from "../mocks";

/**
 * Returns the groups of a fleet as a text, if all of them are plain values: the SDK, the engine and its protocol take seconds,
 * and hundreds of megabytes, for a map of 10,000 groups. With an output in it, or under mocks, it stays a map.
 *
 * @throws RunError when the text would lose something
 */
export function encodedGroups(displayName: string, groups: unknown): unknown {
  if (!isPlain(groups) || typeof groups !== "object" || groups === null || currentMocks() !== undefined) return groups;
  return JSON.stringify(withoutLostValues(displayName, groups, "groups"));
}

function isPlain(value: unknown): boolean {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}
