/** What the page shows is in the hash of its address, so that a reload and a copied address show the same. */

/**
 * @typedef {object} Route
 * @property {View} view
 * @property {string | undefined} open the id of the open group or request
 * @property {URLSearchParams} params app, filters and positions
 */
/** @typedef {(typeof VIEWS)[number]} View */

export const VIEWS = /** @type {const} */ (["groups", "requests", "faults", "emulator"]);

/**
 * @param {string} hash
 * @returns {Route}
 */
export function routeOf(hash) {
  const [path = "", query = ""] = splitOnce(hash.replace(/^#/, ""), "?");
  const [, name, id] = path.split("/");
  const view = VIEWS.find((one) => one === name) ?? "groups";
  return { view, open: id === undefined || id === "" ? undefined : decoded(id), params: new URLSearchParams(query) };
}

/**
 * Returns the link to a route.
 * @param {View} view
 * @param {string | number | undefined} open
 * @param {Readonly<Record<string, string | number | undefined>> | URLSearchParams} [params] undefined and "" are left out
 */
export function linkTo(view, open, params = {}) {
  const pairs = params instanceof URLSearchParams ? [...params] : Object.entries(params);
  const query = new URLSearchParams(
    pairs.filter(([, value]) => value !== undefined && value !== "").map(([name, value]) => [name, String(value)]),
  ).toString();
  const id = open === undefined ? "" : `/${encodeURIComponent(String(open).toWellFormed())}`;
  return `#/${view}${id}${query === "" ? "" : `?${query}`}`;
}

/**
 * Returns the link to the same view with other parameters.
 * @param {Route} route
 * @param {Readonly<Record<string, string | number | undefined>>} changes undefined and "" remove one
 */
export function linkWith({ view, open, params }, changes) {
  return linkTo(view, open, { ...Object.fromEntries(params), ...changes });
}

/** @param {Route} route @param {string} name */
export function offsetIn({ params }, name) {
  const offset = Number(params.get(name) ?? "0");
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
}

/** @param {string} text @param {string} separator */
function splitOnce(text, separator) {
  const index = text.indexOf(separator);
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + separator.length)];
}

/** @param {string} id */
function decoded(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
