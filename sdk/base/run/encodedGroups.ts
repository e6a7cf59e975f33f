import { withoutLostValues } from "../lostValues";
import { currentMocks } from "../mocks";
import { pendingIn } from "./pending";

/**
 * Returns the groups of a fleet as a text, if all of them are plain values: the SDK, the engine and its protocol take seconds,
 * and hundreds of megabytes, for a map of 10,000 groups. With an output in it, or under mocks, it stays a map.
 *
 * @throws RunError when the text would lose something
 */
export function encodedGroups(displayName: string, groups: unknown): unknown {
  const isMap = typeof groups === "object" && groups !== null;
  if (!isMap || pendingIn(groups).length > 0 || currentMocks() !== undefined) return groups;
  return JSON.stringify(withoutLostValues(displayName, groups, "groups"));
}
