import type { ErrorClass } from "../codes/row";
import { ApiError, CancelledError, type ChatError, type ChatErrorDetails, TransportError } from "../errors";
import type { Failure, WireFailure } from "./failure";
import { type OptionTexts, withOptionTexts } from "./optionTexts";

/** What two clocks showed at one moment, in milliseconds since 1970. */
export interface Clocks {
  readonly local: number;
  readonly service: number;
}

/** What is known about a failed call. */
export interface CallSummary {
  readonly api: string;
  readonly kind: "read" | "write";
  /** At least one try may have taken effect. */
  readonly mayHaveTakenEffect: boolean;
  readonly tries: number;
  readonly elapsedMs: number;
  /** Removes secrets from a text and shortens it to a readable length. */
  readonly redact: (text: string) => string;
  /** The options in effect; undefined if no call was made. */
  readonly optionTexts?: OptionTexts;
  /** The port of a service on this machine. */
  readonly localPort?: string | undefined;
  readonly clocks?: Clocks | undefined;
}

/** Creates the error for the last failure of a call. */
export function errorFor(failure: Failure, summary: CallSummary): ChatError {
  return failure.kind === "api" ? apiError(failure, summary) : transportError(failure, summary);
}

/** The deadline passed while the call waited for the rate limit. */
export function rateLimitTimeoutError(waiting: number, summary: CallSummary): ChatError {
  const info = `waited ${seconds(summary.elapsedMs)} for the rate limit; ${waiting} more calls are waiting`;
  const advice = "give it more time, or run fewer deployments of this app at the same time";
  return new TransportError(detailsOf(summary, "throttled", info, advice));
}

export function cancelledError(summary: CallSummary): ChatError {
  const info = summary.tries === 0 ? "cancelled before it was sent" : "cancelled";
  const advice = isIndeterminate(summary) ? READ_BACK : "run it again when you are ready";
  return new CancelledError(detailsOf(summary, "transient", info, advice));
}

const READ_BACK = "it may or may not have taken effect: check before you repeat it";

function apiError({ code, info: serviceInfo, codeInfo }: Failure & { kind: "api" }, summary: CallSummary): ChatError {
  const info = summary.redact(serviceInfo);
  const description = info === "" ? `${code}, ${codeInfo.meaning}` : `${code} "${info}", ${codeInfo.meaning}`;
  const action = codeInfo.errorClass === "authentication" ? withClock(codeInfo.action, summary) : codeInfo.action;
  const advice = isIndeterminate(summary) ? `${action}. ${capitalize(READ_BACK)}` : action;
  const details = detailsOf(summary, codeInfo.errorClass, info, advice, description);
  // An answer keeps its class, also after an earlier try with an indeterminate outcome.
  return new ApiError({ ...details, errorClass: codeInfo.errorClass, code });
}

function transportError({ reason, failureKind }: WireFailure, summary: CallSummary): ChatError {
  const isTemporary = failureKind === "temporary" || failureKind === "throttled";
  const errorClass = failureKind === "permanent" ? "invalid" : failureKind === "throttled" ? "throttled" : "transient";
  const fix = failureKind === "notListening" ? startEmulator(summary) : isTemporary ? CHECK_NETWORK : CHECK_ADDRESS;
  const advice = isIndeterminate(summary) ? `${READ_BACK}. Then ${fix}` : fix;
  return new TransportError(detailsOf(summary, errorClass, summary.redact(reason), advice));
}

const CHECK_NETWORK = "check the network and `endpoint`, and try again";
const CHECK_ADDRESS = "check `endpoint`, `region` and the proxy settings";

/** Nothing listens on a port of this machine: what is missing is nearly always the emulator. */
function startEmulator({ localPort }: CallSummary): string {
  return `start the emulator with \`npx tencent-chat emulator --port ${localPort}\`, or correct \`endpoint\``;
}

/** A UserSig contains the time: with a clock further off than this, the service may refuse it. */
const MAX_CLOCK_OFFSET_MS = 60_000;

function withClock(action: string, { clocks }: CallSummary): string {
  if (clocks === undefined || Math.abs(clocks.service - clocks.local) < MAX_CLOCK_OFFSET_MS) return action;
  return `set the clock of this machine: it shows ${utc(clocks.local)}, and the service's answer ${utc(clocks.service)}. Otherwise, ${action}`;
}

function utc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function detailsOf(
  summary: CallSummary,
  errorClass: ErrorClass,
  info: string,
  plainAdvice: string,
  description = info,
): ChatErrorDetails {
  const advice = summary.optionTexts ? withOptionTexts(plainAdvice, summary.optionTexts) : plainAdvice;
  return {
    api: summary.api,
    isIndeterminate: isIndeterminate(summary),
    errorClass: isIndeterminate(summary) ? "unknownOutcome" : errorClass,
    info,
    advice,
    message: formatMessage(summary, description, advice),
  };
}

function isIndeterminate(summary: CallSummary): boolean {
  return summary.kind === "write" && summary.mayHaveTakenEffect;
}

/** `destroy_group: 10010 "this group does not exist", the group … (3 tries in 4.2 s). <advice>.` */
function formatMessage({ api, tries, elapsedMs }: CallSummary, description: string, advice: string): string {
  const triesText = tries > 1 ? ` (${tries} tries in ${seconds(elapsedMs)})` : "";
  return `${api}: ${description}${triesText}. ${capitalize(advice)}.`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
