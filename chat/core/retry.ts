import type { Failure } from "./failure";
import { mayHaveTakenEffect } from "./failure";

/** What has happened in the call so far, the failure included. */
export interface RetryContext {
  readonly failure: Failure;
  /** Tries made, at least 1. */
  readonly tries: number;
  readonly repeat: "safe" | "unsafe";
  /** A new UserSig was made in this call already. */
  readonly resigned: boolean;
  /** What the call is about was created a moment ago: "notFound" is lag. */
  readonly retriesNotFound: boolean;
  /** 0 to below 1. */
  readonly random: number;
}

export type RetryDecision =
  | { readonly kind: "stop" }
  | { readonly kind: "resign" }
  | { readonly kind: "wait"; readonly ms: number; readonly slowDown: boolean };

const FIRST_DELAY_MS = 200;
const MAX_DELAY_MS = 5_000;
/** Limits are per second: sooner than after a second the answer would be the same. */
const FIRST_THROTTLE_DELAY_MS = 1_000;
/** The limiter slows down by itself. Waits that grew like those after a fault would leave the quota unused while all wait. */
const MAX_THROTTLE_DELAY_MS = 1_500;
/** Six tries are about six seconds: long enough for a proxy that restarts, short enough for a wrong `endpoint`. */
const MAX_UNEXPECTED_TRIES = 6;
/** About fifteen seconds. What is not found for longer than that was removed meanwhile. */
const MAX_LAG_TRIES = 8;

const stop: RetryDecision = { kind: "stop" };

/** Whether, how and after how long a failed try is followed by another. The deadline is the caller's business. */
export function decideRetry(context: RetryContext): RetryDecision {
  const { failure, tries, repeat } = context;

  // It may have worked, and doing it again could do harm: only the caller can look.
  if (mayHaveTakenEffect(failure) && repeat === "unsafe") return stop;

  return failure.kind === "api" ? decideApi(context, failure) : decideWire(failure, tries, context.random);
}

function decideApi(context: RetryContext, { known }: Failure & { kind: "api" }): RetryDecision {
  const { tries, random } = context;
  const { errorClass, traits } = known;

  // 70050: every further try prolongs the ban. 90047, 1004: nothing changes within any deadline.
  if (traits.neverRetry) return stop;

  // A day's quota hides behind the same code as a rate: after a few tries it is the quota.
  if (traits.maxTries !== undefined && tries >= traits.maxTries) return stop;

  // The sig can be stale (key rotated, clock set): one new one. Never a second: failed checks lead to 70050.
  if (traits.resign) return context.resigned ? stop : { kind: "resign" };

  // Refused for its rate, so it did not happen, whatever it was: wait and go on, slower.
  if (errorClass === "throttled") return throttleBackOff(tries, random, !traits.ownLimit);

  // The service says "try again".
  if (errorClass === "transient") return backOff(tries, random);

  // No page promises that what was created can be read or changed at once.
  if (traits.mayBeLag && context.retriesNotFound && tries < MAX_LAG_TRIES) return backOff(tries, random);

  // Everything else is the same next time.
  return stop;
}

function decideWire(
  { kindOfFailure: nature }: Failure & { kind: "wire" },
  tries: number,
  random: number,
): RetryDecision {
  switch (nature) {
    // Networks heal.
    case "passing":
      return backOff(tries, random);
    // A captive portal or a restarting gateway passes; a wrong endpoint stays.
    case "strange":
      return tries < MAX_UNEXPECTED_TRIES ? backOff(tries, random) : stop;
    // A gateway counts like the service does.
    case "busy":
      return throttleBackOff(tries, random, true);
    // A certificate or a missing path is the same next time.
    case "lasting":
      return stop;
  }
}

/** Doubling, and jittered by half, so that a thousand calls that failed together don't come back together. */
function backOff(tries: number, random: number): RetryDecision {
  const full = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1));
  return { kind: "wait", ms: Math.round(full * (0.5 + random / 2)), slowDown: false };
}

function throttleBackOff(tries: number, random: number, slowDown: boolean): RetryDecision {
  const full = Math.min(MAX_THROTTLE_DELAY_MS, FIRST_THROTTLE_DELAY_MS * 2 ** (tries - 1));
  return { kind: "wait", ms: Math.round(full * (1 + random)), slowDown };
}
