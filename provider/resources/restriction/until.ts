import { PERMANENT } from "../../../chat";
import { customSchema } from "../../validation/objectSchema";
import { mustBe } from "../../validation/schema";

/** The `until` of a restriction that never ends. */
export const permanent = "forever";

/**
 * How far the reported end may be from the declared one. The service counts whole seconds from when it receives the
 * call, so rounding, latency and retries move the end; clocks may differ as well.
 */
const toleranceSeconds = 60;

const allowed = `an instant by RFC 3339 such as 2026-12-31T18:00:00Z, or ${permanent}`;
const instant = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

export const untilSchema = customSchema((value) => {
  if (value === permanent) return undefined;
  if (typeof value !== "string" || !isInstant(value)) return mustBe(allowed, value);
  // Times are unsigned 32-bit numbers, and the largest one means "forever".
  return secondsOf(value) > PERMANENT - toleranceSeconds
    ? `must be before the year 2106: use ${permanent} instead`
    : undefined;
});

/** Whether a restriction has ended, and nothing is left to do. */
export function isExpired(until: string, now: number): boolean {
  return until !== permanent && secondsOf(until) * 1000 <= now;
}

/** Returns the end in Unix seconds. */
export function secondsOf(until: string): number {
  return until === permanent ? PERMANENT : Math.floor(Date.parse(until) / 1000);
}

/** Whether an end that the service reports is the declared one. */
export function isUntil(until: string, actual: number): boolean {
  // Whether the service counts "forever" from now is not documented: a later end counts as forever as well.
  if (until === permanent) return actual >= PERMANENT - toleranceSeconds;
  return Math.abs(actual - secondsOf(until)) <= toleranceSeconds;
}

/**
 * Returns the end for a request: seconds from now, at least one, since 0 would end the restriction.
 *
 * @param skewSeconds how far the service's clock is ahead of this machine's
 */
export function secondsUntil(until: string, now: number, skewSeconds: number): number {
  if (until === permanent) return PERMANENT;
  return Math.max(1, secondsOf(until) - Math.floor(now / 1000) - skewSeconds);
}

/** V8 accepts a 31st of every month. */
function isInstant(text: string): boolean {
  const [, day] = instant.exec(text) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}
