import { ChatError } from "../../chat";
import type { OperationContext } from "../handler";
import { forEachConcurrently } from "../reconcile/concurrency";
import { backOff, chatErrorOf } from "../reconcile/indeterminate";
import { type Claim, claimOf, type SweepTarget } from "./claim";

/** How many groups are looked at, or disbanded, at a time; the client's limiter sets the pace. */
const width = 100;

/** A group that a sweep has found. */
interface SweptGroup {
  readonly groupId: string;
  /** How it is known to be the target's: a valid mark, or an id that only its program derives. */
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
  /** What names the target, or looks like it, and cannot prove it: left alone. */
  readonly unproven: readonly UnprovenGroup[];
  /** Nobody knows whose they are, since they could not be read: left alone. */
  readonly unreadable: readonly LeftGroup[];
}

export interface LeftGroup {
  readonly groupId: string;
  readonly why: string;
}

export interface UnprovenGroup extends LeftGroup {
  /** Whom its mark names. */
  readonly identity?: string;
}

export interface SweepOptions {
  /** Only look. */
  readonly dryRun: boolean;
  /** Only groups that were declared as ephemeral. Default: all that are owned. */
  readonly onlyEphemeral?: boolean;
  /** Whether groups without a mark are searched for one in all their custom fields: one more call for each. Default false. */
  readonly search?: boolean;
}

/**
 * Disbands every group of the app that provably belongs to the target, whatever a state knows. Whose a group is is read
 * again right before it is disbanded. It never touches a group without proof, or another's, or one whose disband was
 * refused in this run. A group that cannot be read or disbanded stops nothing else: it is in the report.
 *
 * @throws ChatError when the list of groups cannot be had
 */
export async function sweepGroups(
  target: SweepTarget,
  { dryRun, onlyEphemeral = false, search = false }: SweepOptions,
  operation: OperationContext,
): Promise<SweepReport> {
  const seen = new Set<string>();
  const report = {
    swept: [] as SweptGroup[],
    failed: [] as LeftGroup[],
    unproven: [] as UnprovenGroup[],
    unreadable: [] as LeftGroup[],
  };
  const isWanted = (claim: Claim) => claim.status === "owned" && (claim.isEphemeral || !onlyEphemeral);
  // Once more after a sweep: a group that was being made while the list was read is on the next one.
  for (;;) {
    const groupIds = (await listGroups(operation)).filter((groupId) => !seen.has(groupId));
    for (const groupId of groupIds) seen.add(groupId);
    const found: SweptGroup[] = [];
    await forEachConcurrently(groupIds, width, operation.startBy, async (groupId) => {
      const claim = await tried(() => claimOf(groupId, target, renewed(operation), { search }));
      if (typeof claim === "string") report.unreadable.push({ groupId, why: claim });
      else if (claim.status === "unproven") report.unproven.push({ ...claim, groupId });
      else if (claim.status !== "owned" || !isWanted(claim)) return;
      else if (!operation.program.isDisbandRefused(groupId)) found.push({ groupId, proof: claim.proof });
    });
    if (dryRun) report.swept.push(...found);
    if (dryRun || found.length === 0) break;
    await forEachConcurrently(found, width, operation.startBy, async (group) => {
      const why = await tried(() => disband(group.groupId, target, isWanted, renewed(operation)));
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

/** All pages, one call a second (doc 34960), under one deadline: 10,000 groups a page. */
function listGroups(operation: OperationContext): Promise<string[]> {
  return operation.client.groups.listAll({}, renewed(operation).call);
}

/** @returns why the group is still there; undefined when it is gone */
async function disband(
  groupId: string,
  target: SweepTarget,
  isWanted: (claim: Claim) => boolean,
  operation: OperationContext,
): Promise<string | undefined> {
  for (let attempt = 0; ; attempt++) {
    const claim = await claimOf(groupId, target, operation);
    if (claim.status === "gone") return undefined;
    if (!isWanted(claim)) return "its owner mark changed while the sweep was going on";
    const { client, call, startBy } = operation;
    const failure = await chatErrorOf(client.groups.destroy(groupId, { ...call, startBy }));
    if (failure === undefined || failure.errorClass === "notFound") return undefined;
    if (!failure.isIndeterminate || !(await backOff(attempt, operation))) return failure.message;
  }
}

/** A sweep may take long: each step has the time that an operation on one group has. */
function renewed(operation: OperationContext): OperationContext {
  return { ...operation, call: { ...operation.call, deadline: operation.clock.now() + operation.settings.deadlineMs } };
}
