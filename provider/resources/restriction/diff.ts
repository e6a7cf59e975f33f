import type { RestrictionInputs } from "./types";
import { isExpired, isUntil } from "./until";

/** Until when whom, as the service tells it. */
export type ActiveRestriction = ReadonlyMap<string, number>;

/** What is not yet as declared. */
export interface RestrictionDiff {
  readonly begin: readonly string[];
  readonly end: readonly string[];
}

/**
 * Compares who is muted or banned with the program. One whose end has passed is over, and so as declared. Of those whom
 * the program had and has no longer, only what is still as it was then ends: anything else is somebody else's.
 *
 * @param now in milliseconds
 */
export function diffRestrictions(
  inputs: RestrictionInputs,
  before: RestrictionInputs | undefined,
  running: ActiveRestriction,
  now: number,
): RestrictionDiff | undefined {
  const wanted = new Set(isExpired(inputs.until, now) ? [] : inputs.userIds);
  const begin = [...wanted].filter((userId) => {
    const actual = running.get(userId);
    return actual === undefined || !isUntil(inputs.until, actual);
  });
  const end = before === undefined ? [] : managedUsers(before, running).filter((userId) => !wanted.has(userId));
  return begin.length + end.length === 0 ? undefined : { begin, end };
}

/** All users that the program names, whatever a refresh found of them. */
export function usersOf({ userIds, notAsDeclared = [] }: RestrictionInputs): readonly string[] {
  return [...userIds, ...notAsDeclared];
}

/** The users of the program whose restriction is still the one that it declares. */
export function managedUsers(inputs: RestrictionInputs, running: ActiveRestriction): readonly string[] {
  const { until, alsoUntil = [] } = inputs;
  const ends = [until, ...alsoUntil];
  return usersOf(inputs).filter((userId) => {
    const actual = running.get(userId);
    return actual !== undefined && ends.some((each) => isUntil(each, actual));
  });
}
