import { get } from "../lib/api.mjs";
import { copy } from "../lib/clipboard.mjs";
import { act } from "../lib/dialog.mjs";
import { el } from "../lib/dom.mjs";
import { factList } from "../lib/facts.mjs";
import { duration, time } from "../lib/format.mjs";
import { indented, toJson } from "../lib/json.mjs";
import { linkTo } from "../lib/route.mjs";
import { curlCommand } from "./curl.mjs";
import { outcome } from "./list.mjs";

/** @typedef {import("./list.mjs").RequestSummary & { readonly body?: unknown, readonly answer?: string }} OpenRequest */

const NAMES_SHOWN = 20;

/**
 * @param {string} seq
 * @returns {Promise<OpenRequest>}
 */
export function readRequest(seq) {
  return get(`/requests/${/^\d{1,15}$/.test(seq) ? seq : 0}`);
}

/**
 * @param {OpenRequest} request
 * @param {import("../main.mjs").App} app the app that it named, or the first one
 */
export function requestDetail(request, app) {
  return [
    el("h2", { tabindex: -1 }, `#${request.seq} `, el("span", { class: "id" }, request.api || request.path)),
    el(
      "p",
      { class: "actions" },
      el(
        "button",
        {
          type: "button",
          onclick: () =>
            act(async () => {
              await copy(() => curlCommand(request, app));
              return "Copied a curl command with a UserSig that is valid for one hour.";
            }),
        },
        "Copy as curl",
      ),
    ),
    facts(request),
    el(
      "section",
      {},
      el("h3", {}, "Body"),
      text("Body", request.body === undefined ? undefined : toJson(request.body, 2), "Not JSON, or not read."),
    ),
    el(
      "section",
      {},
      el("h3", {}, "Answer"),
      text(
        "Answer",
        request.answer === undefined ? undefined : indented(request.answer),
        "Not stored: only the 500 most recent answers are.",
      ),
    ),
  ];
}

/** @param {OpenRequest} request */
function facts(request) {
  const { sdkAppId, groupIds, accounts } = request;
  const links = groupIds
    .slice(0, NAMES_SHOWN)
    .flatMap((id) => [el("a", { href: linkTo("groups", id, { app: sdkAppId }) }, id), " "]);
  return factList([
    ["Outcome", outcome(request)],
    ["HTTP status", request.httpStatus ?? "no answer"],
    ["Took effect", request.effect ? "yes" : "no"],
    ["Duration", request.durationMs === undefined ? "not answered yet, or not stored" : duration(request.durationMs)],
    ["Received", time(request.at / 1000)],
    ["App", sdkAppId ?? "none"],
    ["Error", request.errorInfo, "wide"],
    ["Path", `${request.method} ${request.path}`, "wide"],
    ["Groups", links.length > 0 && el("span", {}, ...links), "wide"],
    ["Accounts", accounts.slice(0, NAMES_SHOWN).join(", "), "wide"],
  ]);
}

/** @param {string} label @param {string | undefined} content @param {string} otherwise */
function text(label, content, otherwise) {
  if (content === undefined) return el("p", { class: "empty" }, otherwise);
  // It scrolls, so the keyboard must reach it.
  return el("pre", { tabindex: 0, role: "region", "aria-label": label }, content);
}
