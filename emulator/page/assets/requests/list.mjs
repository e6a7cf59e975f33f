import { get } from "../lib/api.mjs";
import { el } from "../lib/dom.mjs";
import { duration, time } from "../lib/format.mjs";
import { linkTo, linkWith } from "../lib/route.mjs";

/** @typedef {Omit<import("../../../journal").JournalEntry, "body"> & { readonly durationMs?: number }} RequestSummary */
/** @typedef {{ readonly requests: readonly RequestSummary[], readonly isMore: boolean }} Requests */

const LIMIT = 100;
const NAMES_SHOWN = 5;

/** @type {readonly import("../lib/filters.mjs").Filter[]} */
export const REQUEST_FILTERS = [
  { name: "search", label: "API, id or error" },
  { name: "group", label: "Group" },
  { name: "failed", label: "Errors only", checked: "true" },
];

/**
 * @param {import("../lib/route.mjs").Route} route
 * @returns {Promise<Requests>}
 */
export function readRequests({ params }) {
  return get("/requests", {
    search: params.get("search") ?? undefined,
    failed: params.get("failed") ?? undefined,
    groupId: params.get("group") ?? undefined,
    sdkAppId: params.get("app") ?? undefined,
    before: params.get("before") ?? undefined,
    limit: LIMIT,
  });
}

/**
 * @param {Requests} found
 * @param {import("../lib/route.mjs").Route} route
 */
export function requestPage(found, route) {
  const last = found.requests.at(-1);
  return [
    requestItems(found, route.open, route.params),
    el(
      "nav",
      { class: "pager", "aria-label": "Requests" },
      route.params.has("before") && el("a", { href: linkWith(route, { before: undefined }) }, "Newest"),
      found.isMore && last !== undefined && el("a", { href: linkWith(route, { before: last.seq }) }, "Older"),
    ),
  ];
}

/**
 * @param {Requests} found
 * @param {string | undefined} open
 * @param {URLSearchParams} params
 */
export function requestItems({ requests }, open, params) {
  if (requests.length === 0) return el("p", { class: "empty" }, "No request.");
  return el(
    "ul",
    { class: "items" },
    ...requests.map((request) =>
      el(
        "li",
        { "data-key": request.seq },
        el(
          "a",
          { href: linkTo("requests", request.seq, params), "aria-current": String(request.seq) === open && "true" },
          el("strong", { class: "id" }, request.api || request.path),
          " ",
          outcome(request),
          el(
            "small",
            {},
            `#${request.seq} · `,
            time(request.at / 1000),
            " · ",
            namesIn(request),
            duration(request.durationMs),
          ),
        ),
      ),
    ),
  );
}

/** Says in words how a request ended; the colour only repeats it. @param {RequestSummary} request */
export function outcome({ outcome: kind, errorCode, fault }) {
  const text =
    kind === "ok"
      ? "✓ OK"
      : kind === "refused"
        ? `✗ refused ${errorCode ?? ""}`
        : `⚡ fault ${fault}${errorCode ? ` ${errorCode}` : ""}`;
  return el("span", { class: `outcome ${kind}` }, text.trim());
}

/** @param {RequestSummary} request */
function namesIn({ groupIds, accounts }) {
  const names = groupIds.length > 0 ? groupIds : accounts;
  if (names.length === 0) return "";
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : "";
  return `${names.slice(0, NAMES_SHOWN).join(", ")}${more} · `;
}
