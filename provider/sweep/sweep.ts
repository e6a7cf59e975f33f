import { ChatError } from "../../chat";
import { pause } from "../attempts";
import type { OperationContext } from "../handler";
import { claimOf } from "./claim";
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
  /** The stack's, and still there. */
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
 * again right before it is disbanded. It never touches a group without proof, or another stack's.
 *
 * @param stack `organization/project/stack`
 * @param dryRun only looks
 */
export async function sweepStack(
  stack: string,
  { dryRun }: { readonly dryRun: boolean },
  operation: OperationContext,
): Promise<SweepReport> {
  const seen = new Set<string>();
  const swept: SweptGroup[] = [];
  const failed: LeftGroup[] = [];
  const unproven: LeftGroup[] = [];
  // Once more after a sweep: a group that was being made while the list was read is on the next one.
  for (;;) {
    const groupIds = (await listGroups(operation)).filter((groupId) => !seen.has(groupId));
    for (const groupId of groupIds) seen.add(groupId);
    const found: SweptGroup[] = [];
    await eachOf(groupIds, width, async (groupId) => {
      const claim = await claimOf(groupId, stack, renewed(operation));
      if (claim.is === "ours") found.push({ groupId, proof: claim.proof });
      else if (claim.is === "unproven") unproven.push({ groupId, why: claim.why });
    });
    if (found.length === 0) break;
    if (dryRun) {
      swept.push(...found);
      break;
    }
    await eachOf(found, width, async (group) => {
      const why = await disband(group.groupId, stack, renewed(operation));
      if (why === undefined) swept.push(group);
      else failed.push({ groupId: group.groupId, why });
    });
  }
  return { looked: seen.size, swept, failed, unproven };
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
    const failure = await attemptDestroy(groupId, operation);
    if (failure === undefined || failure.errorClass === "notFound") return undefined;
    if (!failure.mayHaveHappened || !(await pause(attempt, operation))) return failure.message;
  }
}

async function attemptDestroy(
  groupId: string,
  { client, call, startBy }: OperationContext,
): Promise<ChatError | undefined> {
  try {
    await client.groups.destroy(groupId, { ...call, startBy });
    return undefined;
  } catch (error) {
    if (error instanceof ChatError) return error;
    throw error;
  }
}

/** A sweep may take long: each step has the time that an operation on one group has. */
function renewed(operation: OperationContext): OperationContext {
  return { ...operation, call: { ...operation.call, deadline: operation.clock.now() + operation.settings.deadlineMs } };
}
