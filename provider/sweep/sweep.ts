import { ChatError } from "../../chat";
import type { OperationContext } from "../handler";
import { forEachConcurrently } from "../reconcile/concurrency";
import { backOff, chatErrorOf } from "../reconcile/indeterminate";
import { type Claim, claimOf, type SweepTarget } from "./claim";

/** How many groups are checked, or disbanded, at a time; the client's limiter sets the pace. */
const width = 100;

/** A group that a sweep found. */
interface SweptGroup {
  readonly groupId: string;
  /** The proof of ownership: a valid mark, or an id that only its program derives. */
  readonly proof: "mark" | "derived id";
}

export interface SweepReport {
  /** How many groups of the app were checked. */
  readonly looked: number;
  /** The disbanded groups; in a dry run, those that would be disbanded. */
  readonly swept: readonly SweptGroup[];
  /** Whether it was interrupted, so that there may be more. */
  readonly stopped: boolean;
  /** Groups of the target that could not be read or disbanded. */
  readonly failed: readonly LeftGroup[];
  /** Groups that name or resemble the target, without proof: left alone. */
  readonly unproven: readonly UnprovenGroup[];
  /** Groups that could not be read, so their owner is unknown: left alone. */
  readonly unreadable: readonly LeftGroup[];
}

export interface LeftGroup {
  readonly groupId: string;
  readonly why: string;
}

export interface UnprovenGroup extends LeftGroup {
  /** The identity in its mark. */
  readonly identity?: string;
}

export interface SweepOptions {
  /** Only read. */
  readonly dryRun: boolean;
  /** Only groups that were declared as ephemeral. Default: all that are owned. */
  readonly onlyEphemeral?: boolean;
  /** Whether to search all custom fields of groups without a mark: one more call for each. Default false. */
  readonly search?: boolean;
}

/**
 * Disbands every group of the app that provably belongs to the target, whether or not it is in a state. Ownership is
 * checked again right before each disband. It never touches a foreign group, one without proof, or one whose disband
 * was refused in this run. A group that cannot be read or disbanded stops nothing else: it is in the report.
 *
 * @throws ChatError if the list of groups cannot be read
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
  const mustDisband = (claim: Claim) => claim.status === "owned" && (claim.isEphemeral || !onlyEphemeral);
  // Repeats after a sweep: a group that was being created while the list was read appears on the next one.
  for (;;) {
    const groupIds = (await listGroups(operation)).filter((groupId) => !seen.has(groupId));
    for (const groupId of groupIds) seen.add(groupId);
    const found: SweptGroup[] = [];
    await forEachConcurrently(groupIds, width, operation.startBy, async (groupId) => {
      const claim = await resultOrMessage(() => claimOf(groupId, target, withNewDeadline(operation), { search }));
      if (typeof claim === "string") report.unreadable.push({ groupId, why: claim });
      else if (claim.status === "unproven") report.unproven.push({ ...claim, groupId });
      else if (claim.status !== "owned" || !mustDisband(claim)) return;
      else if (!operation.program.isDisbandRefused(groupId)) found.push({ groupId, proof: claim.proof });
    });
    if (dryRun) report.swept.push(...found);
    if (dryRun || found.length === 0) break;
    await forEachConcurrently(found, width, operation.startBy, async (group) => {
      const why = await resultOrMessage(() => disband(group.groupId, target, mustDisband, withNewDeadline(operation)));
      if (why === undefined) report.swept.push(group);
      else report.failed.push({ groupId: group.groupId, why });
    });
    if (operation.startBy.aborted) break;
  }
  return { looked: seen.size, stopped: operation.startBy.aborted, ...report };
}

/** Returns the result, or the message of the service's error. */
async function resultOrMessage<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ChatError) return error.message;
    throw error;
  }
}

/** Reads all pages, one call a second (doc 34960), under one deadline: 10,000 groups per page. */
function listGroups(operation: OperationContext): Promise<string[]> {
  return operation.client.groups.listAll({}, withNewDeadline(operation).call);
}

/** @returns why the group still exists; undefined once it is gone */
async function disband(
  groupId: string,
  target: SweepTarget,
  mustDisband: (claim: Claim) => boolean,
  operation: OperationContext,
): Promise<string | undefined> {
  for (let attempt = 0; ; attempt++) {
    const claim = await claimOf(groupId, target, operation);
    if (claim.status === "gone") return undefined;
    if (!mustDisband(claim)) return "its owner mark changed during the sweep";
    const { client, call, startBy } = operation;
    const failure = await chatErrorOf(client.groups.destroy(groupId, { ...call, startBy }));
    if (failure === undefined || failure.errorClass === "notFound") return undefined;
    if (!failure.isIndeterminate || !(await backOff(attempt, operation))) return failure.message;
  }
}

/** A sweep may take long: each step gets the full time of an operation on one group. */
function withNewDeadline(operation: OperationContext): OperationContext {
  return { ...operation, call: { ...operation.call, deadline: operation.clock.now() + operation.settings.deadlineMs } };
}
