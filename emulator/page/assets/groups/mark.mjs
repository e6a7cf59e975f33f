import { el } from "../lib/dom.mjs";
import { factList } from "../lib/facts.mjs";
import { end } from "../lib/format.mjs";
import { parseJson } from "../lib/json.mjs";

/** The version of the owner marks whose fields are known here (docs/ownership.md). */
const VERSION = 2;
const MAX_CHARACTERS = 4096;

/** @typedef {Readonly<Record<string, any>>} Mark */

/**
 * Shows the owner marks of a group, which are in its attributes and custom fields.
 * @param {{ readonly createTime: number, readonly attributes: Readonly<Record<string, string>>, readonly customFields: Readonly<Record<string, string>> }} group
 * @param {number} nowSeconds
 */
export function ownerMarks({ createTime, attributes, customFields }, nowSeconds) {
  const found = [
    ...Object.entries(attributes).map(([key, value]) => ({ at: `attribute ${key}`, mark: markIn(value) })),
    ...Object.entries(customFields).map(([key, value]) => ({ at: `custom field ${key}`, mark: markIn(value) })),
  ];
  return found.flatMap(({ at, mark }) => (mark === undefined ? [] : [view(at, mark, createTime, nowSeconds)]));
}

/** @param {string} at @param {Mark} mark @param {number} createTime @param {number} nowSeconds */
function view(at, mark, createTime, nowSeconds) {
  const { v, i, s, n, c, x, p } = mark;
  if (v !== VERSION)
    return factList([
      ["Stored in", at],
      ["Version", `${v}, unknown here`],
    ]);
  return factList([
    ["Stored in", at],
    ["Resource", String(n)],
    ["Stack", String(s), "wide"],
    ["Identity", String(i), "wide"],
    ["Expires", typeof x === "number" ? el("span", {}, end(x), x <= nowSeconds && " (expired)") : "never"],
    ["Persist", p === 1 ? "yes: sweeps leave the group alone" : "no"],
    ["Validity", c !== undefined && c !== createTime && "not valid: written for an earlier group with this id"],
    ["Signature", 'not checked here; "npx tencent-chat show" checks it', "wide"],
  ]);
}

/** @param {string} value @returns {Mark | undefined} */
function markIn(value) {
  if (value.length > MAX_CHARACTERS || !value.startsWith("{")) return undefined;
  try {
    const mark = parseJson(value);
    return Number.isSafeInteger(mark.v) && typeof mark.h === "string" ? mark : undefined;
  } catch {
    return undefined;
  }
}
