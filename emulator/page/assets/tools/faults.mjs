import { get, send } from "../lib/api.mjs";
import { act } from "../lib/dialog.mjs";
import { el } from "../lib/dom.mjs";
import { toJson } from "../lib/json.mjs";
import { addFault } from "./faultForm.mjs";

/** @typedef {Readonly<Record<string, unknown>> & { readonly id: number, readonly hits: number, readonly remaining: number | "all", readonly fault: { readonly kind: string } }} Fault */

/** @returns {Promise<{ readonly faults: readonly Fault[] }>} */
export function readFaults() {
  return get("/faults");
}

/** @param {{ readonly faults: readonly Fault[] }} data */
export function faultList({ faults }) {
  return [
    el(
      "p",
      { class: "actions" },
      el("button", { type: "button", class: "primary", onclick: () => addFault() }, "Inject a fault…"),
      faults.length > 0 && el("button", { type: "button", onclick: removeAll }, "Remove all"),
    ),
    faults.length === 0 &&
      el("p", { class: "empty" }, "No fault is planned: every call is answered as the service would."),
    el("ul", { class: "rows" }, ...faults.map(itemOf)),
  ];
}

/** @param {Fault} planned */
function itemOf({ id, hits, remaining, fault, times: _, ...criteria }) {
  const { kind, ...settings } = fault;
  const calls = Object.entries(criteria).map(([name, value]) => `${name} ${value}`);
  const state = remaining === 0 ? "used up" : `${remaining} to come`;
  return el(
    "li",
    { "data-key": id },
    el("strong", { class: "id" }, `#${id} ${kind}`),
    el("code", {}, toJson(settings)),
    el("small", {}, `${calls.join(" · ") || "every call"} · ${hits} hit, ${state}`),
    el("button", { type: "button", "aria-label": `Remove fault ${id}`, onclick: () => remove(id) }, "Remove"),
  );
}

/** @param {number} id */
function remove(id) {
  return act(async () => {
    await send("DELETE", `/faults/${id}`);
    return `Removed fault ${id}. Its past effects remain.`;
  });
}

function removeAll() {
  return act(async () => {
    await send("DELETE", "/faults");
    return "Removed all faults. Their past effects remain.";
  });
}
