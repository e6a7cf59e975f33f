import type { RestrictionInputs } from "./types";
import { isExpired, isUntil } from "./until";

/** The end of each user's restriction, as the service reports it. */
export type ActiveRestriction = ReadonlyMap<string, number>;

/** What differs from the declared restrictions. */
export interface RestrictionDiff {
  readonly begin: readonly string[];
  readonly end: readonly string[];
}

/**
 * Compares the actual mutes or bans with the declared ones. A restriction whose end has passed counts as declared. For
 * users who are no longer declared, only the restriction that was declared for them is ended: any other belongs to
 * someone else.
 *
 * @param now in milliseconds
 */
export function diffRestrictions(
  inputs: RestrictionInputs,
  before: RestrictionInputs | undefined,
  active: ActiveRestriction,
  now: number,
): RestrictionDiff | undefined {
  const desired = new Set(isExpired(inputs.until, now) ? [] : inputs.userIds);
  const begin = [...desired].filter((userId) => {
    const actual = active.get(userId);
    return actual === undefined || !isUntil(inputs.until, actual);
  });
  const end = before === undefined ? [] : managedUsers(before, active).filter((userId) => !desired.has(userId));
  return begin.length + end.length === 0 ? undefined : { begin, end };
}

/** Returns all declared users, including those whom a refresh found not as declared. */
export function usersOf({ userIds, notAsDeclared = [] }: RestrictionInputs): readonly string[] {
  return [...userIds, ...notAsDeclared];
}

/** Returns the declared users whose restriction is still the declared one. */
export function managedUsers(inputs: RestrictionInputs, active: ActiveRestriction): readonly string[] {
  const { until, alsoUntil = [] } = inputs;
  const ends = [until, ...alsoUntil];
  return usersOf(inputs).filter((userId) => {
    const actual = active.get(userId);
    return actual !== undefined && ends.some((each) => isUntil(each, actual));
  });
}
