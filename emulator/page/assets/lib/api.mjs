/** The control API: the only thing that the page talks to (docs/emulator.md). */
import { parseJson, toJson } from "./json.mjs";

const PREFIX = "/emulator/v1";

/** What went wrong, in words for the reader. */
export class ApiError extends Error {
  /**
   * @param {number | undefined} status undefined if there was no answer
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} path
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} [query] undefined and "" are left out
 * @returns {Promise<any>}
 */
export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return call("GET", search === "" ? path : `${path}?${search}`, undefined);
}

/**
 * @param {"POST" | "PUT" | "PATCH" | "DELETE"} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export function send(method, path, body) {
  return call(method, path, body);
}

/**
 * Returns the path of an app, and of what is in it: `appPath(1400000000, "groups", "ops-room")`.
 * @param {number} app
 * @param {...string} segments
 */
export function appPath(app, ...segments) {
  return ["/apps", app, ...segments.map(encoded)].join("/");
}

/** @param {string} segment */
function encoded(segment) {
  // A URL can't have these as a segment: the browser would remove them, and the call would reach something else.
  if (/^\.{0,2}$/.test(segment)) throw new ApiError(undefined, `The page can't address ${JSON.stringify(segment)}.`);
  return encodeURIComponent(segment.toWellFormed());
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 */
async function call(method, path, body) {
  const json = body === undefined ? {} : { body: toJson(body), headers: { "Content-Type": "application/json" } };
  const response = await fetch(PREFIX + path, { method, cache: "no-store", ...json }).catch(() => {
    throw new ApiError(undefined, "The emulator does not answer. Is it still running?");
  });
  const text = await response.text();
  if (response.ok) return text === "" ? undefined : parseJson(text);
  throw new ApiError(response.status, problemIn(text) ?? `The emulator answered with HTTP ${response.status}.`);
}

/** @param {string} text */
function problemIn(text) {
  try {
    const { error } = parseJson(text);
    return typeof error === "string" ? error : undefined;
  } catch {
    return undefined;
  }
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
