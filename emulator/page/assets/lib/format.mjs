import { el } from "./dom.mjs";

/** The maximum unsigned 32-bit number: a mute or ban without end. */
const PERMANENT = 4294967295;

/**
 * Returns a time in the reader's time zone.
 * @param {number} seconds since 1970
 */
export function time(seconds) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  // The Swedish form is nearly ISO 8601.
  return el("time", { datetime: date.toISOString() }, date.toLocaleString("sv-SE"));
}

/** @param {number} seconds since 1970 */
export function end(seconds) {
  return seconds === PERMANENT ? "permanently" : el("span", {}, "until ", time(seconds));
}

/** @param {number | undefined} ms */
export function duration(ms) {
  if (ms === undefined) return "";
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/**
 * @param {number} count
 * @param {string} noun
 */
export function plural(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
