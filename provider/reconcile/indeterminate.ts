import { ChatError } from "../../chat";
import type { OperationContext } from "../handler";

/** Returns the error of a call to the service; undefined if it succeeded. */
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

/** Returns call options for a write that is read back: they leave time for the read, even if the write gets no answer. */
export function reserveReadBack({ call, clock }: OperationContext): OperationContext["call"] {
  const remainingMs = Math.max(0, call.deadline - clock.now());
  return { ...call, deadline: call.deadline - Math.min(maxReadBackMs, remainingMs / 3) };
}

/**
 * Reads back after an indeterminate answer. If that read fails as well, throws the first error: it says more, and that
 * the call may have taken effect.
 */
export async function readBack<T>(writeError: ChatError | undefined, read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    throw writeError !== undefined && error instanceof ChatError ? writeError : error;
  }
}
