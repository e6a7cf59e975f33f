import { el } from "./dom.mjs";

/** @typedef {readonly [name: string, value: import("./dom.mjs").Child, width?: "wide"]} Fact */

/**
 * Shows names with their values. Those without a value ("", false, undefined) are left out.
 * @param {readonly Fact[]} facts
 */
export function factList(facts) {
  const shown = facts.filter(([, value]) => value !== "" && value !== false && value !== undefined);
  return el(
    "dl",
    { class: "facts" },
    ...shown.map(([name, value, width]) =>
      el("div", { "data-key": name, class: width }, el("dt", {}, name), el("dd", {}, value)),
    ),
  );
}
