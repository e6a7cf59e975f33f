import { CancelledError, ChatError } from "../../../../chat";
import { OperationError } from "../../../errors";
import type { OperationContext } from "../../../handler";
import { groupDisplayName } from "../../../ownership/groupVerdict";
import { parseDuration } from "../../../validation/duration";
import type { Farewell, GroupState } from "../schema/types";

/**
 * Tells the members, once, and waits. The wait comes on top of the time that the operation has. No failure to tell them
 * is a reason to stop.
 *
 * @returns the operation, with the time that it has from now on
 */
export async function sendFarewell(
  state: GroupState,
  { message, wait = "0s" }: Farewell,
  operation: OperationContext,
): Promise<OperationContext> {
  if (!(await sendMessage(message, state, operation))) return operation;
  const waitMs = (parseDuration(wait) ?? 0) * 1000;
  if (waitMs === 0) return operation;
  operation.log.info(`The farewell to the ${groupDisplayName(state)} is sent: it is disbanded in ${wait}.`);
  await sleep(waitMs, state, operation);
  return { ...operation, call: { ...operation.call, deadline: operation.call.deadline + waitMs } };
}

/** @returns false when nobody can have heard it, so that there is nothing to wait for */
async function sendMessage(message: string, state: GroupState, operation: OperationContext): Promise<boolean> {
  const { client, call, clock, startBy, log } = operation;
  // Half of the time is for the disband, however hard the farewell is to send.
  const deadline = (clock.now() + call.deadline) / 2;
  try {
    await client.groups.sendSystemNotification(state.groupId, message, { ...call, deadline, startBy });
    return true;
  } catch (error) {
    if (!(error instanceof ChatError) || error instanceof CancelledError) throw error;
    // Gone already: destroy_group is to say so.
    if (error.errorClass === "notFound") return false;
    const then = error.isIndeterminate
      ? "It may have been sent or not, and is not sent again"
      : "It was not sent, and that does not keep the group from being disbanded";
    log.warn(`The farewell to the ${groupDisplayName(state)}: ${error.message} ${then}.`);
    return error.isIndeterminate;
  }
}

/** Ends early when the engine is gone: nobody would hear of what came after. */
async function sleep(ms: number, state: GroupState, { clock, call, startBy }: OperationContext): Promise<void> {
  try {
    await Promise.race([clock.sleep(ms, startBy), clock.sleep(ms, call.signal)]);
  } catch {
    throw new OperationError(
      `The ${groupDisplayName(state)} was not disbanded: pulumi ended while the farewell was given its time. Run \`pulumi destroy\` again.`,
    );
  }
}
