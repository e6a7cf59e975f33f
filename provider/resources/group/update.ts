import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { refuseOtherApp } from "../../ownership/app";
import { lookAt } from "../../ownership/ledger";
import { createGroup } from "./create";
import { called, ownerOf, type Verdict, verdictWithState, whoseText } from "./ownership";
import { settle } from "./settle";
import type { GroupInputs, GroupState } from "./types";

/** Brings the group from what it really is to what the program says now. */
export async function updateGroup(
  _id: string,
  olds: GroupState,
  news: GroupInputs,
  operation: OperationContext,
): Promise<GroupState> {
  const customFieldKeys = Object.keys({ ...olds.customFields, ...news.customFields });
  refuseOtherApp("update", called(olds), olds.sdkAppId, operation);
  const { info, mark } = await lookAt(olds.groupId, customFieldKeys, operation);
  // A create that ended without anybody knowing whether it took effect: it did not.
  if (info === undefined && olds.attempt !== undefined) return (await createGroup(news, operation)).outputs;
  if (info === undefined) throw gone(olds);
  const verdict = verdictWithState(olds, [ownerOf(olds), ownerOf(news)], mark, info);
  if (verdict.is !== "proven" && news.adopt !== "always") throw refusal(olds, verdict);
  return settle(news, olds, { info, mark }, operation);
}

function gone(olds: GroupState): OperationError {
  return new OperationError(
    `Cannot update the ${called(olds)}: it does not exist any more; somebody disbanded it outside of this stack. ` +
      "Run `pulumi up --refresh`: it takes note of that and makes the group again.",
  );
}

function refusal(olds: GroupState, verdict: Verdict): OperationError {
  return new OperationError(
    `Refused to update the ${called(olds)}: ${whoseText(verdict)}. Nothing was changed. ` +
      'If it is yours, set adopt: "always" on the resource and run `pulumi up` again; else choose another groupId.',
  );
}
