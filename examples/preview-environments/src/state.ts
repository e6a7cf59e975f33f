/** What the clean-up reads in a stack's state, as `pulumi stack export` shows it. */
export interface State {
  readonly manifest?: { readonly time?: string };
  readonly resources?: readonly Resource[];
  /** Operations that had begun when a run was killed. */
  readonly pending_operations?: readonly unknown[];
}

interface Resource {
  readonly type: string;
  readonly outputs?: { readonly expires?: unknown; readonly ttl?: unknown };
}

/** Whether the state has everything that its runs created. Otherwise a run was killed. */
export function isComplete(state: State): boolean {
  return canSweep(state) && (state.pending_operations ?? []).length === 0;
}

/** Whether a destroy of this state also finds rooms that are not in it. */
export function canSweep({ resources = [] }: State): boolean {
  return resources.some(({ type }) => type.endsWith(":EphemeralStack"));
}

/**
 * When an environment expires, in milliseconds since 1970: when the last of its groups does. Without a group, a day after
 * the last run. Undefined if no run has written a state yet.
 */
export function expiryOf({ manifest, resources = [] }: State): number | undefined {
  const groups = resources.flatMap(({ outputs }) => (typeof outputs?.expires === "number" ? [outputs.expires] : []));
  if (groups.length > 0) return Math.max(...groups) * 1000;
  const lastRun = Date.parse(manifest?.time ?? "");
  // A new stack has the year 1.
  return lastRun > 0 ? lastRun + 24 * 3600_000 : undefined;
}
