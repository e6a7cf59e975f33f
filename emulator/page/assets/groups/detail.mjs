import { appPath, get } from "../lib/api.mjs";
import { el } from "../lib/dom.mjs";
import { factList } from "../lib/facts.mjs";
import { time } from "../lib/format.mjs";
import { linkTo, offsetIn } from "../lib/route.mjs";
import { requestItems } from "../requests/list.mjs";
import { addFault } from "../tools/faultForm.mjs";
import { disbandGroup, replaceGroup } from "./actions.mjs";
import { ownerMarks } from "./mark.mjs";
import { attributes, MEMBERS_LIMIT, members, online, others } from "./sections.mjs";

/** @typedef {import("../../../handle/searchHandle").GroupDetails} GroupDetails */
/** @typedef {{ readonly total: number, readonly members: readonly import("../../../state/member").Member[] }} Members */
/**
 * @typedef {object} OpenGroup
 * @property {GroupDetails} group
 * @property {Members} members
 * @property {import("../requests/list.mjs").Requests} requests
 */

const REQUESTS_LIMIT = 20;

/**
 * @param {import("../lib/route.mjs").Route} route
 * @param {number} app
 * @param {string} groupId
 * @returns {Promise<OpenGroup>}
 */
export async function readGroup(route, app, groupId) {
  const [group, found, requests] = await Promise.all([
    get(appPath(app, "groups", groupId)),
    get(appPath(app, "groups", groupId, "members"), { offset: offsetIn(route, "members"), limit: MEMBERS_LIMIT }),
    get("/requests", { groupId, sdkAppId: app, limit: REQUESTS_LIMIT }),
  ]);
  return { group, members: found, requests };
}

/**
 * @param {OpenGroup} open
 * @param {{ readonly route: import("../lib/route.mjs").Route, readonly app: number, readonly nowSeconds: number }} context
 */
export function groupDetail({ group, members: found, requests }, { route, app, nowSeconds }) {
  const { groupId } = group;
  const marks = ownerMarks(group, nowSeconds);
  return [
    el("h2", { tabindex: -1, class: "id" }, groupId),
    el(
      "p",
      { class: "actions" },
      el("button", { type: "button", class: "danger", onclick: () => disbandGroup(app, groupId) }, "Disband…"),
      el("button", { type: "button", onclick: () => replaceGroup(app, groupId) }, "Replace by a foreign group…"),
      el("button", { type: "button", onclick: () => addFault(app, groupId) }, "Inject a fault…"),
    ),
    el("section", {}, el("h3", {}, "Profile"), profile(group)),
    el(
      "section",
      {},
      el("h3", {}, "Owner mark"),
      ...(marks.length > 0 ? marks : [el("p", { class: "empty" }, "None.")]),
    ),
    group.type === "AVChatRoom" ? online(group, app) : members(found, { route, app, group }),
    attributes(group, app),
    ...others(group),
    el(
      "section",
      {},
      el("h3", {}, "Requests"),
      requestItems(requests, undefined, new URLSearchParams()),
      el(
        "p",
        {},
        el("a", { href: linkTo("requests", undefined, { group: groupId, app }) }, "All requests of this group"),
      ),
    ),
  ];
}

/** @param {GroupDetails} group */
function profile(group) {
  return factList([
    ["Name", group.name],
    ["Type", group.type],
    ["Owner", group.ownerAccount || "none"],
    ["Created", time(group.createTime)],
    ["Members", group.type === "AVChatRoom" ? `${group.onlineCount.toLocaleString("en")} online` : group.memberCount],
    ["Maximum of members", group.maxMemberNum],
    ["Join requests", group.applyJoinOption],
    ["Invitations", group.inviteJoinOption],
    ["All muted", group.muteAllMember],
    ["Topics", group.supportTopic === 1 && "supported"],
    ["Next message", group.nextMsgSeq],
    ["Last message", group.lastMsgTime > 0 && time(group.lastMsgTime)],
    ["Introduction", group.introduction, "wide"],
    ["Notification", group.notification, "wide"],
    ["Face URL", group.faceUrl, "wide"],
  ]);
}
