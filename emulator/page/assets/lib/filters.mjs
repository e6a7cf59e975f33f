import { el } from "./dom.mjs";
import { linkWith, routeOf } from "./route.mjs";

/**
 * @typedef {object} Filter
 * @property {string} name the parameter in the address
 * @property {string} label
 * @property {ReadonlyArray<readonly [value: string, text: string]>} [options] makes it a choice
 * @property {string} [checked] makes it a checkbox: its value if it is checked
 */

/** How long someone pauses before a search begins. */
const PAUSE_MS = 250;

/**
 * The fields in which someone is typing.
 * @type {Map<string, ReturnType<typeof setTimeout>>}
 */
const typing = new Map();

/**
 * Shows filters, which are in the address.
 * @param {import("./route.mjs").Route} route
 * @param {readonly (Filter | false)[]} filters
 */
export function filterForm({ params }, filters) {
  const shown = filters.filter((filter) => filter !== false);
  return el("search", { class: "filters" }, ...shown.map((filter) => field(filter, params.get(filter.name) ?? "")));
}

/** @param {Filter} filter @param {string} value */
function field({ name, label, options, checked }, value) {
  const id = `filter-${name}`;
  if (checked !== undefined) {
    const onchange = (/** @type {any} */ { target }) => apply(name, target.checked ? checked : "");
    const box = el("input", { id, type: "checkbox", checked: value === checked, onchange });
    return el("div", { class: "field checkbox" }, el("label", { for: id }, label), box);
  }
  const onchange = (/** @type {any} */ { target }) => apply(name, target.value);
  const oninput = (/** @type {any} */ { target }) => {
    clearTimeout(typing.get(name));
    typing.set(
      name,
      setTimeout(() => apply(name, target.value), PAUSE_MS),
    );
  };
  const input =
    options === undefined
      ? el("input", { id, type: "search", value, autocomplete: "off", spellcheck: "false", onchange, oninput })
      : el(
          "select",
          { id, onchange },
          ...options.map(([option, text]) => el("option", { value: option, selected: option === value }, text)),
        );
  return el("div", { class: "field" }, el("label", { for: id }, label), input);
}

/** @param {string} name @param {string} value */
function apply(name, value) {
  clearTimeout(typing.get(name));
  // The address may have changed since the filters were shown.
  const route = routeOf(location.hash);
  if ((route.params.get(name) ?? "") === value) return;
  // The filtered list is another one: it begins at its first page.
  location.replace(linkWith(route, { offset: undefined, before: undefined, [name]: value }));
}

/**
 * Shows which part of a list is on the page, with links to the parts before and after it.
 * @param {import("./route.mjs").Route} route
 * @param {{ readonly name: string, readonly label: string, readonly offset: number, readonly limit: number, readonly total: number }} position `name`: of the parameter
 */
export function pager(route, { name, label, offset, limit, total }) {
  if (total <= limit && offset === 0) return undefined;
  const last = Math.min(offset + limit, total);
  const shown = last > offset ? `${(offset + 1).toLocaleString("en")} to ${last.toLocaleString("en")}` : "none";
  const link = (/** @type {string} */ text, /** @type {number} */ to) =>
    el("a", { href: linkWith(route, { [name]: to === 0 ? undefined : to }) }, text);
  return el(
    "nav",
    { class: "pager", "aria-label": label },
    offset > 0 && link("Previous", Math.max(0, offset - limit)),
    el("span", {}, `${shown} of ${total.toLocaleString("en")}`),
    last < total && link("Next", offset + limit),
  );
}
