import type { Failure } from "./failure";
import { mayHaveTakenEffect } from "./failure";

/** The state of the call after a failed try. */
export interface RetryContext {
  readonly failure: Failure;
  /** Tries made, at least 1. */
  readonly tries: number;
  readonly repeat: "safe" | "unsafe";
  /** This call has already renewed the UserSig. */
  readonly userSigRenewed: boolean;
  /** The remote object was created a moment ago: "notFound" means replication lag. */
  readonly retriesNotFound: boolean;
  /** 0 to below 1. */
  readonly random: number;
}

export type RetryDecision =
  | { readonly kind: "stop" }
  | { readonly kind: "renewUserSig" }
  | { readonly kind: "wait"; readonly ms: number; readonly slowDown: boolean };

const FIRST_DELAY_MS = 200;
const MAX_DELAY_MS = 5_000;
/** Limits are per second: an earlier retry would be refused as well. */
const FIRST_THROTTLE_DELAY_MS = 1_000;
/** The limiter slows down by itself. Longer delays, as after a fault, would leave quota unused while all calls wait. */
const MAX_THROTTLE_DELAY_MS = 1_500;
/** Six tries take about six seconds: long enough for a restarting proxy, short enough for a wrong `endpoint`. */
const MAX_UNEXPECTED_TRIES = 6;
/** About fifteen seconds. An object that is still not found then was removed in the meantime. */
const MAX_LAG_TRIES = 8;

const stop: RetryDecision = { kind: "stop" };

/** Decides whether to retry a failed try, how, and after what delay. The caller enforces the deadline. */
export function decideRetry(context: RetryContext): RetryDecision {
  const { failure, tries, repeat } = context;

  // It may have taken effect, and a repeat could do harm: only the caller can read back.
  if (mayHaveTakenEffect(failure) && repeat === "unsafe") return stop;

  return failure.kind === "api" ? decideApi(context, failure) : decideWire(failure, tries, context.random);
}

function decideApi(context: RetryContext, { codeInfo: known }: Failure & { kind: "api" }): RetryDecision {
  const { tries, random } = context;
  const { errorClass, traits } = known;

  // 70050: every further try prolongs the block. 90047, 1004: nothing changes within any deadline.
  if (traits.neverRetry) return stop;

  // The daily quota and the rate limit share this code: after a few tries it must be the quota.
  if (traits.maxTries !== undefined && tries >= traits.maxTries) return stop;

  // The UserSig may be stale (key rotated, clock changed): renew it once. Never twice: failed checks lead to 70050.
  if (traits.renewUserSig) return context.userSigRenewed ? stop : { kind: "renewUserSig" };

  // Refused by the rate limit, so it had no effect, even if it is a write: wait, then continue at a lower rate.
  if (errorClass === "throttled") return throttleBackOff(tries, random, !traits.ownLimit);

  // The service says "try again".
  if (errorClass === "transient") return backOff(tries, random);

  // Whether a new object can be read or changed at once is not documented.
  if (traits.mayBeLag && context.retriesNotFound && tries < MAX_LAG_TRIES) return backOff(tries, random);

  // Any other refusal would be repeated.
  return stop;
}

function decideWire({ failureKind }: Failure & { kind: "wire" }, tries: number, random: number): RetryDecision {
  switch (failureKind) {
    // Network failures go away.
    case "temporary":
      return backOff(tries, random);
    // A captive portal, a restarting gateway or a restarting emulator goes away; a wrong endpoint does not.
    case "unexpected":
    case "notListening":
      return tries < MAX_UNEXPECTED_TRIES ? backOff(tries, random) : stop;
    // A gateway limits the rate as the service does.
    case "throttled":
      return throttleBackOff(tries, random, true);
    // A bad certificate or a missing path does not change.
    case "permanent":
      return stop;
  }
}

/** Exponential backoff with 50 % jitter, so that a thousand calls that failed together don't retry together. */
function backOff(tries: number, random: number): RetryDecision {
  const full = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1));
  return { kind: "wait", ms: Math.round(full * (0.5 + random / 2)), slowDown: false };
}

function throttleBackOff(tries: number, random: number, slowDown: boolean): RetryDecision {
  const full = Math.min(MAX_THROTTLE_DELAY_MS, FIRST_THROTTLE_DELAY_MS * 2 ** (tries - 1));
  return { kind: "wait", ms: Math.round(full * (1 + random)), slowDown };
}
