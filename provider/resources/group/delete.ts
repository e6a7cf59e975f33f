import type { ChatError } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { refuseOtherApp } from "../../ownership/appLocation";
import { groupDisplayName, verdictFromState, verdictText } from "../../ownership/groupVerdict";
import { readMarks } from "../../ownership/markStore";
import { backOff } from "../../reconcile/backOff";
import { chatErrorOf, readBack } from "../../reconcile/indeterminate";
import { isRecent } from "../../reconcile/replicationLag";
import { sendFarewell } from "./disband/farewell";
import { type Guard, guardOf } from "./disband/guards";
import { groupKey } from "./remoteObjects";
import type { GroupState } from "./schema/types";

/**
 * Disbands the group, which cannot be undone. A group that is already gone (10010) counts as success. A group that
 * another resource of the program now declares is left to that resource. After an indeterminate answer, the group and
 * its ownership are read back before anything else. The guards are checked last, right before the call.
 */
export async function deleteGroup(_id: string, state: GroupState, operation: OperationContext): Promise<void> {
  refuseOtherApp("disband", groupDisplayName(state), state, operation.settings);
  if (await isHandedOver(state, operation)) return;
  const guard = guardOf(state);
  const extended = await sendFarewellIfDeclared(state, guard, operation);
  if (extended === "gone") return;
  let indeterminate: ChatError | undefined;
  for (let attempt = 0; ; attempt++) {
    if ((await readBack(indeterminate, readOwned(state, extended))) === "gone")
      return logAlreadyGone(state, indeterminate, extended);
    await readBack(indeterminate, guard(extended));
    const failure = await tryDestroy(state, extended);
    if (failure === undefined) return;
    if (failure.errorClass === "notFound" || (await isAlreadyGone(state, failure, extended))) {
      return logAlreadyGone(state, indeterminate ?? failure, extended);
    }
    if (!failure.isIndeterminate) throw failure;
    indeterminate = failure;
    if (!(await backOff(attempt, extended))) throw stillExists(state, failure, attempt + 1);
  }
}

/**
 * The engine creates first and deletes last: the program may meanwhile declare the group under another resource, or
 * still under this one, which was only replaced. A group of another type is a different group: the old one must be
 * disbanded to free the id.
 */
async function isHandedOver(state: GroupState, { program, log }: OperationContext): Promise<boolean> {
  if (program.isRunning()) await program.waitForChecks();
  const manager = program.managerOf(groupKey(state));
  if (manager === undefined) return false;
  log.info(
    manager.isSelf
      ? `The ${groupDisplayName(state)} was to be replaced, but keeps its id: it is left unchanged. ` +
          "To disband and recreate it, set the option deleteBeforeReplace: true on the resource."
      : `The ${groupDisplayName(state)} is now managed by ${manager.text}: it is left unchanged.`,
  );
  return true;
}

/**
 * Sends the declared farewell, but only after ownership and guards have been checked.
 *
 * @returns the operation, with the extended deadline
 */
async function sendFarewellIfDeclared(
  state: GroupState,
  guard: Guard,
  operation: OperationContext,
): Promise<OperationContext | "gone"> {
  if (state.farewell === undefined) return operation;
  if ((await readOwned(state, operation)) === "gone") {
    logAlreadyGone(state, undefined, operation);
    return "gone";
  }
  await guard(operation);
  return sendFarewell(state, state.farewell, operation);
}

const maxLagReads = 3;

/**
 * Reads the marks of the group right before the call, and throws unless it is ours. A missing mark is no evidence
 * against us: any client can wipe it.
 */
async function readOwned(state: GroupState, operation: OperationContext): Promise<"owned" | "gone"> {
  const found = await readMarks(state.groupId, [], operation);
  if (found === undefined) return (await isLagging(state, operation)) ? readOwned(state, operation) : "gone";
  const verdict = verdictFromState(state, [state.__identity], found);
  if (verdict.status === "owned") return "owned";
  throw new OperationError(
    `Refused to disband the ${groupDisplayName(state)}: ${verdictText(verdict)}. Nothing was changed. ` +
      'If it is yours, set adopt: "always" on the resource (add it to the program again if it was removed), run `pulumi up`, and try again; ' +
      "otherwise remove it from the state with `pulumi state delete <urn>`, which leaves the group alone.",
  );
}

/** Whether a group that was not found exists all the same, because it was created a moment ago. */
async function isLagging(state: GroupState, operation: OperationContext): Promise<boolean> {
  if (!isRecent(state.createTime ?? state.attempt?.to, operation)) return false;
  for (let read = 0; read < maxLagReads; read++) {
    if (!(await backOff(read, operation))) return false;
    if ((await operation.client.groups.getInfo(state.groupId, {}, operation.call)) !== undefined) return true;
  }
  return false;
}

function tryDestroy({ groupId }: GroupState, operation: OperationContext): Promise<ChatError | undefined> {
  return chatErrorOf(operation.client.groups.destroy(groupId, { ...operation.call, startBy: operation.startBy }));
}

/**
 * Checks whether the group is gone where the answer does not say: after an indeterminate outcome, or after a refusal of
 * the id (10015), which the error catalogue also describes as "does not exist or has been deleted".
 */
async function isAlreadyGone(state: GroupState, failure: ChatError, operation: OperationContext): Promise<boolean> {
  if (!failure.isIndeterminate && failure.errorClass !== "invalid") return false;
  const infoRead = operation.client.groups.getInfo(state.groupId, {}, operation.call);
  return (await readBack(failure, infoRead)) === undefined;
}

/** @param failure how the last destroy_group failed; undefined if none was sent */
function logAlreadyGone(state: GroupState, failure: ChatError | undefined, { log }: OperationContext): void {
  const gone = `The ${groupDisplayName(state)} is already gone`;
  if (failure === undefined) log.info(`${gone} (get_group_info finds no such group): nothing to disband.`);
  else if (failure.isIndeterminate)
    log.info(
      `The ${groupDisplayName(state)} is disbanded: an answer was lost, and the service no longer has the group.`,
    );
  else log.info(`${gone} (destroy_group answered ${failure.code}): nothing to disband.`);
}

function stillExists(state: GroupState, failure: ChatError, attempts: number): OperationError {
  const answer = failure.code === undefined ? failure.info : `${failure.code} ${failure.info}`.trim();
  return new OperationError(
    `Could not delete the ${groupDisplayName(state)}: destroy_group gave no conclusive answer in ${attempts} attempts (the last: ${answer}), and get_group_info still finds the group. ` +
      "It stays in the state: run `pulumi destroy` again later, or raise tencent-chat:deadlineSeconds.",
  );
}
