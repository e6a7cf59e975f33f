/** The emulator's page: shows what its address names, and reads again when the emulator changes. */
import { groupDetail, readGroup } from "./groups/detail.mjs";
import { GROUP_FILTERS, groupItems, readGroups } from "./groups/list.mjs";
import { get, messageOf } from "./lib/api.mjs";
import { onAction, tell } from "./lib/dialog.mjs";
import { el, update } from "./lib/dom.mjs";
import { filterForm } from "./lib/filters.mjs";
import { follow } from "./lib/live.mjs";
import { linkTo, routeOf, VIEWS } from "./lib/route.mjs";
import { readRequest, requestDetail } from "./requests/detail.mjs";
import { REQUEST_FILTERS, readRequests, requestPage } from "./requests/list.mjs";
import { about, emulatorPage, readClock } from "./tools/emulator.mjs";
import { faultList, readFaults } from "./tools/faults.mjs";

/** @typedef {import("./lib/route.mjs").Route} Route */
/** @typedef {import("./lib/dom.mjs").Child} Child */
/**
 * @typedef {object} App
 * @property {number} sdkAppId
 * @property {readonly string[]} admins
 * @property {readonly string[]} customFieldKeys
 * @property {Readonly<Record<string, number>>} groups
 * @property {number} accounts
 * @property {number} chatbots
 */
/** @typedef {{ readonly url: string, readonly lenient: boolean, readonly rateLimit: boolean, readonly now: number, readonly apps: readonly App[] }} Health */
/** @typedef {{ readonly list: readonly Child[], readonly detail?: readonly Child[] }} Content */

const TITLE = "Chat emulator";
const NAMES = { groups: "Groups", requests: "Requests", faults: "Faults", emulator: "Emulator" };

/** How many reads have begun: an answer that a later read has overtaken is not shown. */
let reads = 0;
/** What was open when the detail was last shown. */
let shownOpen = routeOf(location.hash).open;

async function refresh() {
  reads += 1;
  const read = reads;
  const route = routeOf(location.hash);
  try {
    const health = /** @type {Health} */ (await get("/health"));
    const content = await contentOf(route, health);
    if (read === reads) show(route, health, content);
  } catch (error) {
    if (read === reads) tell(messageOf(error), true);
  }
}

/** @param {Route} route @param {Health} health @returns {Promise<Content>} */
async function contentOf(route, health) {
  const [first] = health.apps;
  const given = Number(route.params.get("app"));
  const app = health.apps.find(({ sdkAppId }) => sdkAppId === given) ?? first;
  if (app === undefined) return { list: [] };
  if (route.view === "groups") return groupsContent(route, health, app);
  if (route.view === "requests") return requestsContent(route, health);
  if (route.view === "faults") return { list: faultList(await readFaults()) };
  return { list: emulatorPage(health, await readClock()) };
}

/** @param {Route} route @param {Health} health @param {App} app @returns {Promise<Content>} */
async function groupsContent(route, health, app) {
  const { open } = route;
  const [groups, detail] = await Promise.all([
    orProblem(readGroups(route, app.sdkAppId)),
    open === undefined ? undefined : orProblem(readGroup(route, app.sdkAppId, open)),
  ]);
  const context = { route, app: app.sdkAppId, nowSeconds: health.now / 1000 };
  return {
    list: [
      filterForm(route, [appFilter(health, false), ...GROUP_FILTERS]),
      ...("problem" in groups ? problem(undefined, groups.problem) : groupItems(groups.value, route, app.sdkAppId)),
    ],
    ...(detail && { detail: "problem" in detail ? problem(open, detail.problem) : groupDetail(detail.value, context) }),
  };
}

/** @param {Route} route @param {Health} health @returns {Promise<Content>} */
async function requestsContent(route, health) {
  const { open } = route;
  const [requests, detail] = await Promise.all([
    orProblem(readRequests(route)),
    open === undefined ? undefined : orProblem(readRequest(open)),
  ]);
  const list = [
    filterForm(route, [appFilter(health, true), ...REQUEST_FILTERS]),
    ...("problem" in requests ? problem(undefined, requests.problem) : requestPage(requests.value, route)),
  ];
  if (detail === undefined) return { list };
  if ("problem" in detail) return { list, detail: problem(open, detail.problem) };
  const app = health.apps.find(({ sdkAppId }) => sdkAppId === detail.value.sdkAppId) ?? health.apps[0];
  return { list, ...(app && { detail: requestDetail(detail.value, app) }) };
}

/** @param {Health} health @param {boolean} isOptional @returns {false | import("./lib/filters.mjs").Filter} */
function appFilter({ apps }, isOptional) {
  if (apps.length < 2) return false;
  const options = apps.map(({ sdkAppId }) => /** @type {const} */ ([String(sdkAppId), String(sdkAppId)]));
  return { name: "app", label: "App", options: isOptional ? [["", "all"], ...options] : options };
}

/** @template T @param {Promise<T>} promise @returns {Promise<{ readonly value: T } | { readonly problem: string }>} */
async function orProblem(promise) {
  try {
    return { value: await promise };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** @param {string | undefined} open @param {string} text */
function problem(open, text) {
  return [open !== undefined && el("h2", { tabindex: -1, class: "id" }, open), el("p", { class: "problem" }, text)];
}

/** @param {Route} route @param {Health} health @param {Content} content */
function show(route, health, { list, detail }) {
  const { view, open, params } = route;
  document.title = `${open ?? NAMES[view]} · ${TITLE}`;
  update(element("about"), about(health));
  update(
    element("views"),
    VIEWS.map((one) =>
      el("a", { href: linkTo(one, undefined, appOnly(params)), "aria-current": one === view && "page" }, NAMES[one]),
    ),
  );
  element("main").className = detail === undefined ? "" : "has-detail";
  update(element("list"), [el("div", { "data-key": view }, ...list)]);
  element("detail").hidden = detail === undefined;
  const back = el("a", { class: "back", href: linkTo(view, undefined, params) }, "Close");
  const key = `${view} ${params.get("app")} ${open}`;
  update(element("detail"), detail === undefined ? [] : [el("div", { "data-key": key }, back, ...detail)]);
  if (open !== shownOpen) moveFocus(open, shownOpen);
  shownOpen = open;
}

/** Moves the focus to what was opened; and back to its link, when it was closed. @param {string | undefined} open @param {string | undefined} before */
function moveFocus(open, before) {
  if (open !== undefined) {
    element("detail").scrollTop = 0;
    element("detail").querySelector("h2")?.focus({ preventScroll: false });
    return;
  }
  const items = [...element("list").querySelectorAll("li")];
  items
    .find((item) => item.dataset["key"] === before)
    ?.querySelector("a")
    ?.focus();
}

/** @param {URLSearchParams} params */
function appOnly(params) {
  return { app: params.get("app") ?? undefined };
}

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

let isConnected = true;
onAction(refresh);
addEventListener("hashchange", () => void refresh());
follow(refresh, (isNow) => {
  if (isNow !== isConnected)
    tell(isNow ? "Connected again." : "No connection to the emulator. The page shows what it last read.", !isNow);
  isConnected = isNow;
});
void refresh();
