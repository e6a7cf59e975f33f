import { OperationError, PartialFailure, withContext } from "../../errors";
import type { OperationContext } from "../../handler";
import { refuseOtherApp } from "../../ownership/appLocation";
import { groupDisplayName, type Verdict, verdictFromState, verdictText } from "../../ownership/groupVerdict";
import { type FoundGroup, readMarks } from "../../ownership/markStore";
import { createGroup, refuseOtherType } from "./create";
import { reconcileGroup } from "./reconcile";
import type { GroupInputs, GroupState } from "./schema/types";

/** Reconciles the group with the declared state. */
export async function updateGroup(
  id: string,
  olds: GroupState,
  news: GroupInputs,
  operation: OperationContext,
): Promise<GroupState> {
  const customFieldKeys = Object.keys({ ...olds.customFields, ...news.customFields });
  refuseOtherApp("update", groupDisplayName(olds), olds, operation.settings);
  const found = await readMarks(olds.groupId, customFieldKeys, operation);
  // The outcome of the create was indeterminate; now it is known to have had no effect.
  if (found === undefined && olds.attempt !== undefined) return (await createGroup(news, operation)).outputs;
  if (found === undefined) throw notFound(olds);
  const verdict = verdictFromState(olds, [olds.__identity, news.__identity], found);
  if (verdict.status !== "owned") adoptOrRefuse(id, olds, news, verdict, found, operation);
  return reconcileGroup(news, olds, found, operation);
}

/** @throws PartialFailure unless adopt is "always": the state then records the foreign owner */
function adoptOrRefuse(
  id: string,
  olds: GroupState,
  news: GroupInputs,
  verdict: Verdict,
  { info }: FoundGroup,
  { log }: OperationContext,
): void {
  if (news.adopt !== "always") {
    const foreignOwner = verdict.status === "foreign" ? { foreignOwner: verdict.owner } : {};
    throw new PartialFailure(refusalText(olds, verdict), id, { ...olds, ...foreignOwner });
  }
  try {
    refuseOtherType(news, info);
  } catch (error) {
    throw new PartialFailure(withContext(`Could not update the ${groupDisplayName(olds)}`, error), id, olds);
  }
  log.info(`The ${groupDisplayName(olds)} is adopted, since adopt is "always": ${verdictText(verdict)}.`);
}

function notFound(olds: GroupState): OperationError {
  return new OperationError(
    `Cannot update the ${groupDisplayName(olds)}: it no longer exists; it was disbanded outside of this stack. ` +
      "Run `pulumi up --refresh`: that removes it from the state and creates the group again.",
  );
}

function refusalText(olds: GroupState, verdict: Verdict): string {
  return (
    `Refused to update the ${groupDisplayName(olds)}: ${verdictText(verdict)}. Nothing was changed. ` +
    'If it is yours, set adopt: "always" on the resource and run `pulumi up` again; otherwise choose another groupId.'
  );
}
