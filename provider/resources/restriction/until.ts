import { PERMANENT } from "../../../chat";
import { customSchema } from "../../validation/objectSchema";
import { mustBe } from "../../validation/schema";

/** The `until` of a restriction that never ends. */
export const permanent = "forever";

/**
 * How far the end that the service tells may be from the declared one. It is set in whole seconds counted from when the
 * service gets the call, so that rounding, the way of the call and its repetitions move it; clocks may differ, too.
 */
const toleranceSeconds = 60;

const allowed = `an instant by RFC 3339 such as 2026-12-31T18:00:00Z, or ${permanent}`;
const instant = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

export const untilSchema = customSchema((value) => {
  if (value === permanent) return undefined;
  if (typeof value !== "string" || !isInstant(value)) return mustBe(allowed, value);
  // Times are unsigned numbers of 32 bits, and the largest is "for ever".
  return secondsOf(value) > PERMANENT - toleranceSeconds ? `must be before the year 2106: say ${permanent}` : undefined;
});

/** Whether it is over, so that nothing is left to do. */
export function isExpired(until: string, now: number): boolean {
  return until !== permanent && secondsOf(until) * 1000 <= now;
}

/** The Unix seconds at which it ends. */
export function secondsOf(until: string): number {
  return until === permanent ? PERMANENT : Math.floor(Date.parse(until) / 1000);
}

/** Whether an end that the service tells is this one. */
export function isUntil(until: string, actual: number): boolean {
  // Whether the service counts "for ever" from now no page says: a later end is for ever, too.
  if (until === permanent) return actual >= PERMANENT - toleranceSeconds;
  return Math.abs(actual - secondsOf(until)) <= toleranceSeconds;
}

/**
 * The end on the wire: seconds from now, at least one, since 0 would end the restriction.
 *
 * @param skewSeconds how far the service's clock is ahead of this machine's
 */
export function secondsUntil(until: string, now: number, skewSeconds: number): number {
  if (until === permanent) return PERMANENT;
  return Math.max(1, secondsOf(until) - Math.floor(now / 1000) - skewSeconds);
}

/** V8 takes the 31st of every month. */
function isInstant(text: string): boolean {
  const [, day] = instant.exec(text) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}
