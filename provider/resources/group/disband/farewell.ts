import { CancelledError, ChatError } from "../../../../chat";
import { OperationError } from "../../../errors";
import type { OperationContext } from "../../../handler";
import { groupDisplayName } from "../../../ownership/groupVerdict";
import { parseDuration } from "../../../validation/duration";
import type { Farewell, GroupState } from "../schema/types";

/**
 * Sends the farewell to the members once, and waits. The wait extends the deadline of the operation. A farewell that
 * cannot be sent does not stop the disband.
 *
 * @returns the operation, with the extended deadline
 */
export async function sendFarewell(
  state: GroupState,
  { message, wait = "0s" }: Farewell,
  operation: OperationContext,
): Promise<OperationContext> {
  if (!(await sendMessage(message, state, operation))) return operation;
  const waitMs = (parseDuration(wait) ?? 0) * 1000;
  if (waitMs === 0) return operation;
  operation.log.info(
    `The farewell to the ${groupDisplayName(state)} was sent: the group will be disbanded in ${wait}.`,
  );
  await sleep(waitMs, state, operation);
  return { ...operation, call: { ...operation.call, deadline: operation.call.deadline + waitMs } };
}

/** @returns false if no member can have received it, so that no wait is needed */
async function sendMessage(message: string, state: GroupState, operation: OperationContext): Promise<boolean> {
  const { client, call, clock, startBy, log } = operation;
  // Half of the time is reserved for the disband.
  const deadline = (clock.now() + call.deadline) / 2;
  try {
    await client.groups.sendSystemNotification(state.groupId, message, { ...call, deadline, startBy });
    return true;
  } catch (error) {
    if (!(error instanceof ChatError) || error instanceof CancelledError) throw error;
    // Already gone: destroy_group will report it.
    if (error.errorClass === "notFound") return false;
    const outcome = error.isIndeterminate
      ? "It may or may not have been sent, and is not sent again"
      : "It was not sent; the group is disbanded all the same";
    log.warn(`Could not send the farewell to the ${groupDisplayName(state)}: ${error.message} ${outcome}.`);
    return error.isIndeterminate;
  }
}

/** Ends early if the engine is gone: no one would learn of the result. */
async function sleep(ms: number, state: GroupState, { clock, call, startBy }: OperationContext): Promise<void> {
  try {
    await Promise.race([clock.sleep(ms, startBy), clock.sleep(ms, call.signal)]);
  } catch {
    throw new OperationError(
      `The ${groupDisplayName(state)} was not disbanded: pulumi ended during the wait after the farewell. Run \`pulumi destroy\` again.`,
    );
  }
}
