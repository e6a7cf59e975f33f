import { ChatError } from "../../chat";
import type { OperationContext } from "../handler";

const firstDelayMs = 250;
const maxDelayMs = 5_000;

/**
 * Waits a little before the next look at something that is not yet decided, longer each time.
 *
 * @returns false when the operation's deadline does not leave the time
 */
export async function backOff(attempt: number, operation: OperationContext): Promise<boolean> {
  const longest = Math.min(maxDelayMs, firstDelayMs * 2 ** attempt);
  const ms = longest / 2 + (Math.random() * longest) / 2;
  if (operation.clock.now() + ms >= operation.call.deadline) return false;
  await operation.clock.sleep(ms, operation.call.signal);
  return true;
}

/** What a call to the service failed with; undefined when it did not. */
export async function chatErrorOf(call: Promise<unknown>): Promise<ChatError | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof ChatError) return error;
    throw error;
  }
}

const maxReadBackMs = 10_000;

/** For a write that is followed by a look: the look must have time, even when the write gets no answer until the end. */
export function reserveReadBack({ call, clock }: OperationContext): OperationContext["call"] {
  const left = Math.max(0, call.deadline - clock.now());
  return { ...call, deadline: call.deadline - Math.min(maxReadBackMs, left / 3) };
}

/**
 * The look after an answer that does not tell. Where it fails, too, that answer says more about what is wrong, and that
 * the call may have had its effect.
 */
export async function readBack<T>(writeError: ChatError | undefined, read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    throw writeError !== undefined && error instanceof ChatError ? writeError : error;
  }
}
