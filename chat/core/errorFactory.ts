import type { ErrorClass } from "../codes/row";
import { ApiError, CancelledError, type ChatError, TransportError } from "../errors";
import type { Failure, WireFailure } from "./failure";

/** What is known of a call that ends in an error. */
export interface CallSummary {
  readonly api: string;
  readonly kind: "read" | "write";
  /** A try of this call may have had its effect. */
  readonly mayHaveTakenEffect: boolean;
  readonly tries: number;
  readonly elapsedMs: number;
  /** Takes secrets out of a text and cuts it to a readable length. */
  readonly redact: (text: string) => string;
}

export function errorFor(failure: Failure, summary: CallSummary): ChatError {
  return failure.kind === "api" ? apiError(failure, summary) : transportError(failure, summary);
}

/** The call did not get its turn before the deadline. */
export function rateLimitTimeoutError(waiting: number, summary: CallSummary): ChatError {
  const info = `waited ${seconds(summary.elapsedMs)} for its turn under the rate limit; ${waiting} calls wait behind it`;
  const advice = "give it more time, or run fewer deployments of this app at a time";
  return new TransportError({
    ...common(summary),
    errorClass: indeterminateOr("throttled", summary),
    info,
    advice,
    message: sentence(summary, info, advice),
  });
}

export function cancelledError(summary: CallSummary): ChatError {
  const info = summary.tries === 0 ? "cancelled before it was sent" : "cancelled";
  const advice = isIndeterminate(summary) ? READ_BACK : "run it again when you are ready";
  return new CancelledError({
    ...common(summary),
    errorClass: indeterminateOr("transient", summary),
    info,
    advice,
    message: sentence(summary, info, advice),
  });
}

const READ_BACK = "it may have happened or not: look before doing it again";

function apiError({ code, info: words, known }: Failure & { kind: "api" }, summary: CallSummary): ChatError {
  const info = summary.redact(words);
  const said = info === "" ? `${code}, ${known.meaning}` : `${code} "${info}", ${known.meaning}`;
  const advice = isIndeterminate(summary) ? `${known.action}. ${capital(READ_BACK)}` : known.action;
  return new ApiError({
    ...common(summary),
    errorClass: known.errorClass,
    code,
    info,
    advice,
    message: sentence(summary, said, advice),
  });
}

function transportError(failure: WireFailure, summary: CallSummary): ChatError {
  const info = summary.redact(failure.reason);
  const errorClass: ErrorClass =
    failure.kindOfFailure === "lasting" ? "invalid" : failure.kindOfFailure === "busy" ? "throttled" : "transient";
  const repair =
    failure.kindOfFailure === "passing" || failure.kindOfFailure === "busy"
      ? "check the network and try again"
      : "check `endpoint`, `region` and the proxy settings";
  const advice = isIndeterminate(summary) ? `${READ_BACK}. Then ${repair}` : repair;
  return new TransportError({
    ...common(summary),
    errorClass: indeterminateOr(errorClass, summary),
    info,
    advice,
    message: sentence(summary, info, advice),
  });
}

function common(summary: CallSummary): { api: string; isIndeterminate: boolean } {
  return { api: summary.api, isIndeterminate: isIndeterminate(summary) };
}

function isIndeterminate(summary: CallSummary): boolean {
  return summary.kind === "write" && summary.mayHaveTakenEffect;
}

function indeterminateOr(errorClass: ErrorClass, summary: CallSummary): ErrorClass {
  return isIndeterminate(summary) ? "unknownOutcome" : errorClass;
}

/** `destroy_group: 10010 "this group does not exist", the group … (3 tries in 4.2 s). What now: …` */
function sentence({ api, tries, elapsedMs }: CallSummary, what: string, advice: string): string {
  const effort = tries > 1 ? ` (${tries} tries in ${seconds(elapsedMs)})` : "";
  return `${api}: ${what}${effort}. ${capital(advice)}.`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
