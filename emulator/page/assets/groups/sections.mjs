/** The lists of an open group. */
import { el } from "../lib/dom.mjs";
import { pager } from "../lib/filters.mjs";
import { end, time } from "../lib/format.mjs";
import { offsetIn } from "../lib/route.mjs";
import { editAttribute, joinGroup, leaveGroup, removeAttribute, wipeAttributes } from "./actions.mjs";

/** @typedef {import("./detail.mjs").GroupDetails} GroupDetails */

export const MEMBERS_LIMIT = 100;
/** Of lists that the control API does not page. */
const SHOWN = 100;

/**
 * @param {import("./detail.mjs").Members} found
 * @param {{ readonly route: import("../lib/route.mjs").Route, readonly app: number, readonly group: GroupDetails }} context
 */
export function members({ total, members: list }, { route, app, group }) {
  const { groupId } = group;
  const items = list.map(({ account, role, joinTime, muteUntil, nameCard }) =>
    item(account, [
      el("strong", { class: "id" }, account),
      el(
        "small",
        {},
        role,
        " · joined ",
        time(joinTime),
        muteUntil > 0 && " · muted ",
        muteUntil > 0 && end(muteUntil),
        nameCard && ` · ${nameCard}`,
      ),
      button("Leave", `Let ${account} leave`, () => leaveGroup(app, groupId, "members", account)),
    ]),
  );
  return section(`Members (${total.toLocaleString("en")})`, [
    el(
      "p",
      { class: "actions" },
      button("Let a user join…", undefined, () => joinGroup(app, groupId, false)),
    ),
    el("ul", { class: "rows" }, ...items),
    pager(route, {
      name: "members",
      label: "Members",
      offset: offsetIn(route, "members"),
      limit: MEMBERS_LIMIT,
      total,
    }),
  ]);
}

/** @param {GroupDetails} group @param {number} app */
export function online({ groupId, online: accounts, onlineCount }, app) {
  const items = accounts
    .slice(0, SHOWN)
    .map((account) =>
      item(account, [
        el("strong", { class: "id" }, account),
        button("Leave", `Let ${account} leave`, () => leaveGroup(app, groupId, "online", account)),
      ]),
    );
  return section(`Online (${onlineCount.toLocaleString("en")})`, [
    el(
      "p",
      { class: "actions" },
      button("Let a user enter…", undefined, () => joinGroup(app, groupId, true)),
    ),
    el("ul", { class: "rows" }, ...items),
    rest(onlineCount),
  ]);
}

/** @param {GroupDetails} group @param {number} app */
export function attributes({ groupId, attributes: values }, app) {
  const entries = Object.entries(values);
  const items = entries.map(([key, value]) =>
    item(key, [
      el("strong", { class: "id" }, key),
      el("code", {}, value),
      el(
        "span",
        { class: "actions" },
        button("Edit…", `Edit ${key}`, () => editAttribute(app, groupId, key, value)),
        button("Remove", `Remove ${key}`, () => removeAttribute(app, groupId, key)),
      ),
    ]),
  );
  return section(`Attributes (${entries.length})`, [
    el(
      "p",
      { class: "actions" },
      button("Set an attribute…", undefined, () => editAttribute(app, groupId)),
      entries.length > 0 && button("Wipe all…", undefined, () => wipeAttributes(app, groupId)),
    ),
    el("ul", { class: "rows" }, ...items),
  ]);
}

/**
 * What most groups do not have: shown only if it is there.
 * @param {GroupDetails} group
 */
export function others({ customFields, counters, topics, muted, banned, notices }) {
  const lists = [
    list(
      "Custom fields",
      Object.entries(customFields).map(([key, value]) => row(key, el("code", {}, value))),
    ),
    list(
      "Counters",
      Object.entries(counters).map(([key, value]) => row(key, String(value))),
    ),
    list(
      "Topics",
      topics.map(({ topicId, name, createTime }) =>
        row(topicId, el("small", {}, name, " · created ", time(createTime))),
      ),
    ),
    list(
      "Muted",
      Object.entries(muted).map(([account, until]) => row(account, el("small", {}, end(until)))),
    ),
    list(
      "Banned",
      Object.entries(banned).map(([account, until]) => row(account, el("small", {}, end(until)))),
    ),
    list(
      "Notices",
      notices.map(({ content, topicId, to }, index) =>
        item(String(index), [
          el("code", {}, content),
          el(
            "small",
            {},
            to.length === 0 ? "to all members" : `to ${to.slice(0, SHOWN).join(", ")}`,
            topicId !== undefined && ` · in ${topicId}`,
          ),
        ]),
      ),
    ),
  ];
  return lists.filter((one) => one !== undefined);
}

/** @param {string} title @param {readonly HTMLElement[]} items */
function list(title, items) {
  if (items.length === 0) return undefined;
  const heading = `${title} (${items.length.toLocaleString("en")})`;
  return section(heading, [el("ul", { class: "rows" }, ...items.slice(0, SHOWN)), rest(items.length)], title);
}

/** @param {number} count */
function rest(count) {
  return count > SHOWN && el("p", { class: "empty" }, `The first ${SHOWN} are shown.`);
}

/** @param {string} title @param {readonly import("../lib/dom.mjs").Child[]} children @param {string} [key] */
function section(title, children, key = title.replace(/ \(.*/, "")) {
  return el("section", { "data-key": key }, el("h3", {}, title), ...children);
}

/** @param {string} name @param {import("../lib/dom.mjs").Child} value */
function row(name, value) {
  return item(name, [el("strong", { class: "id" }, name), value]);
}

/** @param {string} key @param {readonly import("../lib/dom.mjs").Child[]} children */
function item(key, children) {
  return el("li", { "data-key": key }, ...children);
}

/** @param {string} text @param {string | undefined} label @param {() => unknown} onclick */
function button(text, label, onclick) {
  return el("button", { type: "button", "aria-label": label, onclick }, text);
}
