import { appPath, get } from "../lib/api.mjs";
import { el } from "../lib/dom.mjs";
import { pager } from "../lib/filters.mjs";
import { plural } from "../lib/format.mjs";
import { linkTo, offsetIn } from "../lib/route.mjs";
import { createGroup } from "./actions.mjs";
import { GROUP_TYPES } from "./groupTypes.mjs";

/** @typedef {import("../../../handle/searchHandle").GroupSummary} GroupSummary */
/** @typedef {{ readonly total: number, readonly groups: readonly GroupSummary[] }} Groups */

const LIMIT = 100;

/** @type {readonly import("../lib/filters.mjs").Filter[]} */
export const GROUP_FILTERS = [
  { name: "search", label: "Id or name" },
  {
    name: "type",
    label: "Type",
    options: [["", "all"], ...GROUP_TYPES.map((type) => /** @type {const} */ ([type, type]))],
  },
  { name: "owner", label: "Owner" },
  {
    name: "marked",
    label: "Attributes or fields",
    options: [
      ["", "any"],
      ["true", "has some"],
      ["false", "has none"],
    ],
  },
];

/**
 * @param {import("../lib/route.mjs").Route} route
 * @param {number} app
 * @returns {Promise<Groups>}
 */
export function readGroups(route, app) {
  const { params } = route;
  return get(appPath(app, "groups"), {
    search: params.get("search") ?? undefined,
    type: params.get("type") ?? undefined,
    owner: params.get("owner") ?? undefined,
    marked: params.get("marked") ?? undefined,
    offset: offsetIn(route, "offset"),
    limit: LIMIT,
  });
}

/**
 * @param {Groups} groups
 * @param {import("../lib/route.mjs").Route} route
 * @param {number} app
 */
export function groupItems({ total, groups }, route, app) {
  return [
    el(
      "p",
      { class: "actions" },
      el("span", {}, plural(total, "group")),
      el("button", { type: "button", onclick: () => createGroup(app) }, "Create…"),
    ),
    el(
      "ul",
      { class: "items" },
      ...groups.map((group) =>
        el(
          "li",
          { "data-key": group.groupId },
          el(
            "a",
            {
              href: linkTo("groups", group.groupId, route.params),
              "aria-current": group.groupId === route.open && "true",
            },
            el("strong", { class: "id" }, group.groupId),
            " ",
            el("span", {}, group.name),
            el("small", {}, factsOf(group)),
          ),
        ),
      ),
    ),
    total === 0 && el("p", { class: "empty" }, "No group matches."),
    pager(route, { name: "offset", label: "Groups", offset: offsetIn(route, "offset"), limit: LIMIT, total }),
  ];
}

/** @param {GroupSummary} group */
function factsOf({ type, ownerAccount, members, topics, attributeKeys }) {
  return [
    type,
    ownerAccount === "" ? "no owner" : `owner ${ownerAccount}`,
    type === "AVChatRoom" ? `${members.toLocaleString("en")} online` : plural(members, "member"),
    topics > 0 && plural(topics, "topic"),
    attributeKeys.length > 0 && `attributes ${attributeKeys.join(", ")}`,
  ]
    .filter((fact) => fact !== false)
    .join(" · ");
}
