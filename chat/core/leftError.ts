import type { Caller } from "./caller";
import { cancelledError, type Ending, errorFor } from "./makeError";

export interface LeftCall {
  readonly api: string;
  readonly kind: "read" | "write";
}

/** Someone stopped waiting for a call that goes on for others. A write of it that was sent may have its effect all the same. */
export function leftError(call: LeftCall, why: "cancelled" | "deadline", sent: boolean, { clean }: Caller): Error {
  const ending: Ending = { ...call, open: sent, tries: 0, elapsedMs: 0, clean };
  if (why === "cancelled") return cancelledError(ending);
  return errorFor({ kind: "wire", sent, nature: "passing", reason: "no answer before the deadline" }, ending);
}
