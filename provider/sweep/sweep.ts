import { ChatError } from "../../chat";
import { linkSignals } from "../../chat/base/abort";
import type { OperationContext } from "../handler";
import { withNewDeadline } from "../operationContext";
import { backOff } from "../reconcile/backOff";
import { forEachConcurrently } from "../reconcile/concurrency";
import { chatErrorOf } from "../reconcile/indeterminate";
import { withoutAmbiguousStacks } from "./ambiguousStacks";
import { type Claim, claimOf, type SweepTarget } from "./claim";
import { emptyFindings, type Findings, type SweepReport, type SweptGroup } from "./report";

/** How many groups are checked, or disbanded, at a time; the client's limiter sets the pace. */
const width = 100;

export interface SweepOptions {
  /** Only read. */
  readonly dryRun: boolean;
  /** Only groups that were declared as ephemeral. Default: all that are owned. */
  readonly onlyEphemeral?: boolean;
  /** Whether to search all custom fields of groups without a mark: one more call for each. Default false. */
  readonly search?: boolean;
  /** Starts no further disband after so many failures. Default: no limit. */
  readonly maxFailures?: number;
  /** Called after each group that was checked or disbanded. */
  readonly onProgress?: (progress: SweepProgress) => void;
}

interface SweepProgress {
  readonly step: "check" | "disband";
  readonly done: number;
  readonly total: number;
}

/**
 * Disbands every group of the app that provably belongs to the target, whether or not it is in a state. Ownership is
 * checked again right before each disband. It never touches a foreign group, one without proof, a persistent one, or one whose
 * disband was refused in this run. A group that cannot be read or disbanded stops nothing else: it is in the report.
 *
 * @throws ChatError if the list of groups cannot be read
 */
export async function sweepGroups(
  target: SweepTarget,
  options: SweepOptions,
  operation: OperationContext,
): Promise<SweepReport> {
  const seen = new Set<string>();
  const findings = emptyFindings();
  const started = operation.clock.now();
  // Repeats after a sweep: a group that was being created while the list was read appears on the next one.
  for (;;) {
    const groupIds = (await listGroups(target, operation)).filter((groupId) => !seen.has(groupId));
    for (const groupId of groupIds) seen.add(groupId);
    const owned = await findOwned(groupIds, target, options, findings, operation);
    const found = target.identity === undefined ? withoutAmbiguousStacks(owned, findings) : owned;
    if (options.dryRun) findings.swept.push(...found);
    if (options.dryRun || found.length === 0) break;
    const hasEnded = await disbandAll(found, target, options, findings, operation);
    if (!hasEnded || target.groupIds !== undefined) break;
  }
  const { length: failures } = findings.failed;
  const stopped = operation.startBy.aborted || (options.maxFailures !== undefined && failures >= options.maxFailures);
  return { looked: seen.size, stopped, seconds: (operation.clock.now() - started) / 1000, ...findings };
}

/** Reads all pages, one call a second (doc 34960), under one deadline: 10,000 groups per page. */
async function listGroups({ groupIds }: SweepTarget, operation: OperationContext): Promise<readonly string[]> {
  return groupIds ?? operation.client.groups.listAll({}, withNewDeadline(operation).call);
}

async function findOwned(
  groupIds: readonly string[],
  target: SweepTarget,
  { onlyEphemeral, search = false, onProgress }: SweepOptions,
  { unreadable, unproven, persistent, gone }: Findings,
  operation: OperationContext,
): Promise<SweptGroup[]> {
  const found: SweptGroup[] = [];
  let done = 0;
  await forEachConcurrently(groupIds, width, operation.startBy, async (groupId) => {
    const claim = await resultOrMessage(() => claimOf(groupId, target, withNewDeadline(operation), { search }));
    if (typeof claim === "string") unreadable.push({ groupId, why: claim });
    else if (claim.status === "unproven") unproven.push({ ...claim.record, ...claim });
    else if (claim.status === "persistent") persistent.push(claim.record);
    else if (claim.status === "gone" && target.groupIds !== undefined) gone.push(groupId);
    else if (isSwept(claim, onlyEphemeral) && !operation.program.isDisbandRefused(groupId))
      found.push({ ...claim.record, proof: claim.proof });
    done += 1;
    onProgress?.({ step: "check", done, total: groupIds.length });
  });
  return found;
}

function isSwept(claim: Claim, onlyEphemeral = false): claim is Claim & { readonly status: "owned" } {
  return claim.status === "owned" && (claim.isEphemeral || !onlyEphemeral);
}

/** @returns whether no interruption and no number of failures has stopped it */
async function disbandAll(
  found: readonly SweptGroup[],
  target: SweepTarget,
  { onlyEphemeral, maxFailures = Number.POSITIVE_INFINITY, onProgress }: SweepOptions,
  { swept, failed }: Findings,
  operation: OperationContext,
): Promise<boolean> {
  const stop = linkSignals(operation.startBy);
  let done = 0;
  const disbandOne = async (group: SweptGroup) => {
    const { groupId } = group;
    const why = await resultOrMessage(() => disband(groupId, target, onlyEphemeral, withNewDeadline(operation)));
    if (why === undefined) swept.push(group);
    else failed.push({ groupId, why });
    if (failed.length >= maxFailures) stop.abort(new Error("too many failures"));
    done += 1;
    onProgress?.({ step: "disband", done, total: found.length });
  };
  await forEachConcurrently(found, width, stop.signal, disbandOne).finally(stop.unlink);
  return !stop.signal.aborted;
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

/** @returns why the group still exists; undefined once it is gone */
async function disband(
  groupId: string,
  target: SweepTarget,
  onlyEphemeral: boolean | undefined,
  operation: OperationContext,
): Promise<string | undefined> {
  for (let attempt = 0; ; attempt++) {
    const claim = await claimOf(groupId, target, operation);
    if (claim.status === "gone") return undefined;
    if (!isSwept(claim, onlyEphemeral)) return "its owner mark changed during the sweep";
    const { client, call, startBy } = operation;
    const failure = await chatErrorOf(client.groups.destroy(groupId, { ...call, startBy }));
    if (failure === undefined || failure.errorClass === "notFound") return undefined;
    if (!failure.isIndeterminate || !(await backOff(attempt, operation))) return failure.message;
  }
}
