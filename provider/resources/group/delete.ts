import type { ChatError } from "../../../chat";
import { failureOf, lookAfter, pause } from "../../attempts";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { refuseOtherApp } from "../../ownership/app";
import { lookAt } from "../../ownership/ledger";
import { called, ownerOf, verdictWithState, whoseText } from "./ownership";
import { sayFarewell } from "./parting/farewell";
import { type Guard, guardOf } from "./parting/guards";
import type { GroupState } from "./types";

/**
 * Disbands the group, which cannot be undone. A group that is already gone (10010) is what was wanted. After an answer
 * that does not tell, the group is looked at again, and whose it is, before anything else is done. Its guards are looked
 * at last, right before the call.
 */
export async function deleteGroup(_id: string, state: GroupState, operation: OperationContext): Promise<void> {
  refuseOtherApp("disband", called(state), state.sdkAppId, operation);
  const guard = guardOf(state);
  const rest = await partFrom(state, guard, operation);
  let unclear: ChatError | undefined;
  for (let attempt = 0; ; attempt++) {
    await lookAfter(unclear, refuseForeign(state, rest));
    await lookAfter(unclear, guard(rest));
    const failure = await attemptDestroy(state, rest);
    if (failure === undefined) return;
    if (failure.errorClass === "notFound" || (await isGone(state, failure, rest))) {
      sayGone(state, failure, attempt, rest);
      return;
    }
    if (!failure.mayHaveHappened) throw failure;
    unclear = failure;
    if (!(await pause(attempt, rest))) throw stillThere(state, failure, attempt + 1);
  }
}

/**
 * Says farewell where the program wants it, and only to a group that is to go: it is ours and its guards let it go.
 *
 * @returns the operation, with the time that it has from now on
 */
async function partFrom(state: GroupState, guard: Guard, operation: OperationContext): Promise<OperationContext> {
  if (state.farewell === undefined) return operation;
  await refuseForeign(state, operation);
  await guard(operation);
  return sayFarewell(state, state.farewell, operation);
}

/** Reads the owner mark right before the call. The lack of one says nothing: any client can wipe it. */
async function refuseForeign(state: GroupState, operation: OperationContext): Promise<void> {
  const { info, mark } = await lookAt(state.groupId, [], operation);
  const verdict = verdictWithState(state, [ownerOf(state)], mark, info);
  if (verdict.is === "proven") return;
  throw new OperationError(
    `Refused to disband the ${called(state)}: ${whoseText(verdict)}. Nothing was changed. ` +
      'If it is yours, set adopt: "always" on the resource (back in the program, where it was taken out), run `pulumi up`, and try again; ' +
      "if it is not, forget it here with `pulumi state delete <urn>`, which leaves the group alone.",
  );
}

function attemptDestroy({ groupId }: GroupState, operation: OperationContext): Promise<ChatError | undefined> {
  return failureOf(operation.client.groups.destroy(groupId, { ...operation.call, startBy: operation.startBy }));
}

/**
 * Looks whether the group is gone, where the answer leaves that open: an unclear outcome, or a refusal of the id (10015),
 * which the error catalogue also words as "does not exist or has been deleted".
 */
async function isGone(state: GroupState, failure: ChatError, operation: OperationContext): Promise<boolean> {
  if (!failure.mayHaveHappened && failure.errorClass !== "invalid") return false;
  const look = operation.client.groups.getInfo(state.groupId, {}, operation.call);
  return (await lookAfter(failure, look)) === undefined;
}

function sayGone(state: GroupState, failure: ChatError, attempt: number, operation: OperationContext): void {
  const answer = failure.errorClass === "notFound" ? "" : ", and get_group_info finds no such group";
  operation.log.info(
    attempt > 0 || failure.mayHaveHappened
      ? `The ${called(state)} is disbanded: an answer was lost on the way, and the service has no such group now.`
      : `The ${called(state)} is already gone (destroy_group answered ${failure.code}${answer}): nothing to disband.`,
  );
}

function stillThere(state: GroupState, failure: ChatError, tries: number): OperationError {
  const said = failure.code === undefined ? failure.info : `${failure.code} ${failure.info}`.trim();
  return new OperationError(
    `Could not delete the ${called(state)}: destroy_group gave no clear answer in ${tries} tries (the last one: ${said}), and get_group_info still finds the group. ` +
      "It stays in the state: run `pulumi destroy` again later, or give it more time with tencent-chat:deadlineSeconds.",
  );
}
