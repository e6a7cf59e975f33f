import type { ErrorClass } from "../codes/row";
import { ApiError, CancelledError, type ChatError, TransportError } from "../errors";
import type { Failure, WireFailure } from "./failure";

/** What is known of a call that ends in an error. */
export interface Ending {
  readonly api: string;
  readonly kind: "read" | "write";
  /** A try of this call may have had its effect. */
  readonly open: boolean;
  readonly tries: number;
  readonly elapsedMs: number;
  /** Takes secrets out of a text and cuts it to a readable length. */
  readonly clean: (text: string) => string;
}

export function errorFor(failure: Failure, ending: Ending): ChatError {
  return failure.kind === "api" ? apiError(failure, ending) : transportError(failure, ending);
}

/** The call did not get its turn before the deadline. */
export function turnMissedError(waiting: number, ending: Ending): ChatError {
  const info = `waited ${seconds(ending.elapsedMs)} for its turn under the rate limit; ${waiting} calls wait behind it`;
  const advice = "give it more time, or run fewer deployments of this app at a time";
  return new TransportError({
    ...common(ending),
    errorClass: openOr("throttled", ending),
    info,
    advice,
    message: sentence(ending, info, advice),
  });
}

export function cancelledError(ending: Ending): ChatError {
  const info = ending.tries === 0 ? "cancelled before it was sent" : "cancelled";
  const advice = isOpen(ending) ? LOOK : "run it again when you are ready";
  return new CancelledError({
    ...common(ending),
    errorClass: openOr("transient", ending),
    info,
    advice,
    message: sentence(ending, info, advice),
  });
}

const LOOK = "it may have happened or not: look before doing it again";

function apiError({ code, info: words, known }: Failure & { kind: "api" }, ending: Ending): ChatError {
  const info = ending.clean(words);
  const said = info === "" ? `${code}, ${known.meaning}` : `${code} "${info}", ${known.meaning}`;
  const advice = isOpen(ending) ? `${known.action}. ${capital(LOOK)}` : known.action;
  return new ApiError({
    ...common(ending),
    errorClass: known.errorClass,
    code,
    info,
    advice,
    message: sentence(ending, said, advice),
  });
}

function transportError(failure: WireFailure, ending: Ending): ChatError {
  const info = ending.clean(failure.reason);
  const errorClass: ErrorClass =
    failure.nature === "lasting" ? "invalid" : failure.nature === "busy" ? "throttled" : "transient";
  const repair =
    failure.nature === "passing" || failure.nature === "busy"
      ? "check the network and try again"
      : "check `endpoint`, `region` and the proxy settings";
  const advice = isOpen(ending) ? `${LOOK}. Then ${repair}` : repair;
  return new TransportError({
    ...common(ending),
    errorClass: openOr(errorClass, ending),
    info,
    advice,
    message: sentence(ending, info, advice),
  });
}

function common(ending: Ending): { api: string; mayHaveHappened: boolean } {
  return { api: ending.api, mayHaveHappened: isOpen(ending) };
}

function isOpen(ending: Ending): boolean {
  return ending.kind === "write" && ending.open;
}

function openOr(errorClass: ErrorClass, ending: Ending): ErrorClass {
  return isOpen(ending) ? "unknownOutcome" : errorClass;
}

/** `destroy_group: 10010 "this group does not exist", the group … (3 tries in 4.2 s). What now: …` */
function sentence({ api, tries, elapsedMs }: Ending, what: string, advice: string): string {
  const effort = tries > 1 ? ` (${tries} tries in ${seconds(elapsedMs)})` : "";
  return `${api}: ${what}${effort}. ${capital(advice)}.`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
