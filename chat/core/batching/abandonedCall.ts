import type { ApiCaller } from "../apiCaller";
import { type CallSummary, cancelledError, errorFor } from "../errorFactory";

export interface AbandonedCall {
  readonly api: string;
  readonly kind: "read" | "write";
}

/** Someone stopped waiting for a call that goes on for others. A write of it that was sent may have its effect all the same. */
export function abandonedCallError(
  call: AbandonedCall,
  why: "cancelled" | "deadline",
  sent: boolean,
  { redact: clean }: ApiCaller,
): Error {
  const ending: CallSummary = { ...call, mayHaveTakenEffect: sent, tries: 0, elapsedMs: 0, redact: clean };
  if (why === "cancelled") return cancelledError(ending);
  return errorFor({ kind: "wire", sent, kindOfFailure: "passing", reason: "no answer before the deadline" }, ending);
}
