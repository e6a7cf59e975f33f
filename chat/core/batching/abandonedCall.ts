import type { ApiCaller } from "../apiCaller";
import { type CallSummary, cancelledError, errorFor } from "../errorFactory";

export interface AbandonedCall {
  readonly api: string;
  readonly kind: "read" | "write";
}

/** Creates the error of a waiter that left a shared call. A write that was sent may still take effect. */
export function abandonedCallError(
  call: AbandonedCall,
  reason: "cancelled" | "deadline",
  sent: boolean,
  { redact: clean }: ApiCaller,
): Error {
  const summary: CallSummary = { ...call, mayHaveTakenEffect: sent, tries: 0, elapsedMs: 0, redact: clean };
  if (reason === "cancelled") return cancelledError(summary);
  return errorFor({ kind: "wire", sent, failureKind: "temporary", reason: "no answer before the deadline" }, summary);
}
