import { markedStack } from "../ownership/mark";
import type { GroupRecord } from "./groupRecord";
import { wildcard } from "./wildcard";

/** Which groups an operator asks for: all given conditions must hold. */
export interface GroupFilter {
  /** `organization/project/stack`; `*` stands for any text without a slash. */
  readonly stack?: string | undefined;
  readonly identity?: string | undefined;
  /** The older name of the type, as the service reports it. */
  readonly type?: string | undefined;
  /** Created at least so many seconds ago. */
  readonly olderThan?: number | undefined;
  /** Only groups whose mark says that they have expired. */
  readonly expired?: boolean | undefined;
  /** Only groups without any mark. */
  readonly unmanaged?: boolean | undefined;
}

/** @param now milliseconds since 1970 */
export function matchesFilter(record: GroupRecord, filter: GroupFilter, now: number): boolean {
  const { stack, identity, type, olderThan, expired, unmanaged } = filter;
  const seconds = Math.floor(now / 1000);
  return (
    (stack === undefined || (record.owner !== undefined && stackMatcher(stack)(record.owner.stack))) &&
    (identity === undefined || record.owner?.identity === identity) &&
    (type === undefined || record.type === type) &&
    (olderThan === undefined || record.created <= seconds - olderThan) &&
    (expired !== true || isExpired(record, now)) &&
    (unmanaged !== true || record.ownerStatus === "unmarked")
  );
}

/** Whether a valid mark says that the group has expired. */
export function isExpired({ ownerStatus, expires }: GroupRecord, now: number): boolean {
  return ownerStatus === "marked" && expires !== undefined && expires * 1000 <= now;
}

/** Whether a text can be the name of stacks: three parts without slashes, which can contain spaces and any letters. */
export function isStackPattern(text: string): boolean {
  return /^[^/]+\/[^/]+\/[^/]+$/.test(text);
}

/** Returns whether a stack has a name of this pattern: `*` stands for any text without a slash. */
export function stackMatcher(pattern: string): (stack: string) => boolean {
  // A mark shortens a long name.
  return pattern.includes("*") ? wildcard(pattern, "[^/]*") : (stack) => stack === markedStack(pattern);
}
