import type { OperationContext } from "../../handler";
import { parseNames } from "../../ownership/owner";
import { groupKey } from "../group/remoteObjects";
import type { GroupState } from "../group/schema/types";
import { waitingText } from "../groupChild/messages";

/** Tells the program the logical name of each group: a `Group` of that name derives the same id. */
export function withGroupNames(groups: readonly GroupState[], operation: OperationContext): OperationContext {
  const names = new Map(groups.map((group) => [groupKey(group), parseNames(group.__managedBy)?.name]));
  return { ...operation, program: operation.program.withNames((key) => names.get(key)) };
}

/**
 * Returns the groups that an update may give up now. One that another resource declares, or may declare, stays in this
 * state until that resource has it: the engine creates it at the same time, or later in the run.
 */
export async function withoutAwaited<T extends { readonly olds: GroupState }>(
  displayName: string,
  leaving: readonly T[],
  { program, log, startBy, cancelled }: OperationContext,
): Promise<readonly T[]> {
  if (leaving.length === 0 || startBy.aborted || cancelled.aborted) return leaving;
  await program.waitForChecks(leaving.map(({ olds }) => groupKey(olds)));
  const managers = new Set<string>();
  const free = leaving.filter(({ olds }) => {
    const key = groupKey(olds);
    const manager = program.declarerOf(key) ?? program.expectedDeclarer(key);
    const isAwaited = manager !== undefined && !program.isManaged(key);
    if (isAwaited) managers.add(manager.text);
    return !isAwaited;
  });
  if (managers.size > 0) log.info(waitingText(displayName, [...managers]));
  return free;
}
