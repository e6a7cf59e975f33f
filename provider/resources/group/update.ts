import { explain, OperationError, PartialFailure } from "../../errors";
import type { OperationContext } from "../../handler";
import { refuseOtherLocation } from "../../ownership/location";
import { type FoundGroup, readMarks } from "../../ownership/marks";
import { createGroup, refuseOtherKind } from "./create";
import { called, type Verdict, verdictWithState, whoseText } from "./ownership";
import { settle } from "./settle";
import type { GroupInputs, GroupState } from "./types";

/** Reconciles the group with what the program says now. */
export async function updateGroup(
  id: string,
  olds: GroupState,
  news: GroupInputs,
  operation: OperationContext,
): Promise<GroupState> {
  const customFieldKeys = Object.keys({ ...olds.customFields, ...news.customFields });
  refuseOtherLocation("update", called(olds), olds, operation.settings);
  const found = await readMarks(olds.groupId, customFieldKeys, operation);
  // A create that ended without anybody knowing whether it took effect: it did not.
  if (found === undefined && olds.attempt !== undefined) return (await createGroup(news, operation)).outputs;
  if (found === undefined) throw gone(olds);
  const verdict = verdictWithState(olds, [olds.identity, news.identity], found);
  if (verdict.status !== "owned") takeOver(id, olds, news, verdict, found, operation);
  return settle(news, olds, found, operation);
}

/** @throws PartialFailure unless the program says so: the state then remembers whose the group was */
function takeOver(
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
    refuseOtherKind(news, info);
  } catch (error) {
    throw new PartialFailure(explain(`Could not update the ${called(olds)}`, error), id, olds);
  }
  log.info(`The ${called(olds)} is taken over, since adopt is "always": ${whoseText(verdict)}.`);
}

function gone(olds: GroupState): OperationError {
  return new OperationError(
    `Cannot update the ${called(olds)}: it does not exist any more; somebody disbanded it outside of this stack. ` +
      "Run `pulumi up --refresh`: it takes note of that and creates the group again.",
  );
}

function refusalText(olds: GroupState, verdict: Verdict): string {
  return (
    `Refused to update the ${called(olds)}: ${whoseText(verdict)}. Nothing was changed. ` +
    'If it is yours, set adopt: "always" on the resource and run `pulumi up` again; else choose another groupId.'
  );
}
