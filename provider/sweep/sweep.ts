import { ChatError } from "../../chat";
import { failureOf, pause } from "../attempts";
import type { OperationContext } from "../handler";
import { claimOf, type Owned } from "./claim";
import { eachOf } from "./pool";

/** How many groups are looked at, or disbanded, at a time; the client's limiter sets the pace. */
const width = 100;

/** A group of the stack that a sweep has found. */
interface SweptGroup {
  readonly groupId: string;
  /** How it is known to be the stack's: a valid mark, or an id that only this stack's resource has. */
  readonly proof: "mark" | "derived id";
}

export interface SweepReport {
  /** How many groups of the app were looked at. */
  readonly looked: number;
  /** What was disbanded; in a dry run, what would be. */
  readonly swept: readonly SweptGroup[];
  /** It was interrupted: there may be more. */
  readonly stopped: boolean;
  /** The stack's and still there, or not readable. */
  readonly failed: readonly LeftGroup[];
  /** What names the stack and cannot prove it: left alone. */
  readonly unproven: readonly LeftGroup[];
}

export interface LeftGroup {
  readonly groupId: string;
  readonly why: string;
}

/**
 * Disbands every group of the app that provably belongs to the stack, whatever a state knows. Whose a group is is read
 * again right before it is disbanded. It never touches a group without proof, or another stack's. A group that cannot be
 * read or disbanded stops nothing else: it is in the report.
 *
 * @param stack `organization/project/stack`
 * @param dryRun only looks
 * @param wanted which of the stack's groups to take
 * @throws ChatError when the list of groups cannot be had
 */
export async function sweepStack(
  stack: string,
  { dryRun, wanted = () => true }: { readonly dryRun: boolean; readonly wanted?: (claim: Owned) => boolean },
  operation: OperationContext,
): Promise<SweepReport> {
  const seen = new Set<string>();
  const report = { swept: [] as SweptGroup[], failed: [] as LeftGroup[], unproven: [] as LeftGroup[] };
  // Once more after a sweep: a group that was being made while the list was read is on the next one.
  for (;;) {
    const groupIds = (await listGroups(operation)).filter((groupId) => !seen.has(groupId));
    for (const groupId of groupIds) seen.add(groupId);
    const found: SweptGroup[] = [];
    await eachOf(groupIds, width, operation.startBy, async (groupId) => {
      const claim = await tried(() => claimOf(groupId, stack, renewed(operation)));
      if (typeof claim === "string") report.failed.push({ groupId, why: `it could not be read: ${claim}` });
      else if (claim.is === "ours" && wanted(claim)) found.push({ groupId, proof: claim.proof });
      else if (claim.is === "unproven") report.unproven.push({ groupId, why: claim.why });
    });
    if (dryRun) report.swept.push(...found);
    if (dryRun || found.length === 0) break;
    await eachOf(found, width, operation.startBy, async (group) => {
      const why = await tried(() => disband(group.groupId, stack, renewed(operation)));
      if (why === undefined) report.swept.push(group);
      else report.failed.push({ groupId: group.groupId, why });
    });
    if (operation.startBy.aborted) break;
  }
  return { looked: seen.size, stopped: operation.startBy.aborted, ...report };
}

/** The result, or the message of what the service said. */
async function tried<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ChatError) return error.message;
    throw error;
  }
}

/** All pages; the service allows one such call a second (doc 34960). */
async function listGroups(operation: OperationContext): Promise<string[]> {
  const all: string[] = [];
  let next: string | undefined;
  do {
    const page = await operation.client.groups.list(next === undefined ? {} : { next }, renewed(operation).call);
    all.push(...page.groupIds);
    next = page.next;
  } while (next !== undefined);
  return all;
}

/** @returns why the group is still there; undefined when it is gone */
async function disband(groupId: string, stack: string, operation: OperationContext): Promise<string | undefined> {
  for (let attempt = 0; ; attempt++) {
    const claim = await claimOf(groupId, stack, operation);
    if (claim.is === "gone") return undefined;
    if (claim.is !== "ours") return "its owner mark changed while the sweep was going on";
    const { client, call, startBy } = operation;
    const failure = await failureOf(client.groups.destroy(groupId, { ...call, startBy }));
    if (failure === undefined || failure.errorClass === "notFound") return undefined;
    if (!failure.mayHaveHappened || !(await pause(attempt, operation))) return failure.message;
  }
}

/** A sweep may take long: each step has the time that an operation on one group has. */
function renewed(operation: OperationContext): OperationContext {
  return { ...operation, call: { ...operation.call, deadline: operation.clock.now() + operation.settings.deadlineMs } };
}
