import { ChatError } from "../chat";
import type { OperationContext } from "./handler";

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/**
 * Waits a little before the next look at something that is not yet decided, longer each time.
 *
 * @returns false when the operation's deadline does not leave the time
 */
export async function pause(attempt: number, operation: OperationContext): Promise<boolean> {
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
  const ms = longest / 2 + (Math.random() * longest) / 2;
  if (operation.clock.now() + ms >= operation.call.deadline) return false;
  await operation.clock.sleep(ms, operation.call.signal);
  return true;
}

/** What a call to the service failed with; undefined when it did not. */
export async function failureOf(call: Promise<unknown>): Promise<ChatError | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof ChatError) return error;
    throw error;
  }
}

const longestLookMs = 10_000;

/** For a write that is followed by a look: the look must have time, even when the write gets no answer until the end. */
export function leavingTimeToLook({ call, clock }: OperationContext): OperationContext["call"] {
  const left = Math.max(0, call.deadline - clock.now());
  return { ...call, deadline: call.deadline - Math.min(longestLookMs, left / 3) };
}

/**
 * The look after an answer that does not tell. Where it fails, too, that answer says more about what is wrong, and that
 * the call may have had its effect.
 */
export async function lookAfter<T>(unclear: ChatError | undefined, look: Promise<T>): Promise<T> {
  try {
    return await look;
  } catch (error) {
    throw unclear !== undefined && error instanceof ChatError ? unclear : error;
  }
}
