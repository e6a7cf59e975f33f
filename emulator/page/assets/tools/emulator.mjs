import { appPath, get, send } from "../lib/api.mjs";
import { copy } from "../lib/clipboard.mjs";
import { act, ask } from "../lib/dialog.mjs";
import { el } from "../lib/dom.mjs";
import { factList } from "../lib/facts.mjs";
import { plural, time } from "../lib/format.mjs";
import { linkTo } from "../lib/route.mjs";

/** @typedef {{ readonly now: number, readonly stopped: boolean }} Clock */

const UNIT_MS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** @returns {Promise<Clock>} */
export function readClock() {
  return get("/clock");
}

/**
 * @param {import("../main.mjs").Health} health
 * @param {Clock} clock
 */
export function emulatorPage(health, clock) {
  return [
    el(
      "section",
      {},
      el("h2", {}, "Clock"),
      el("p", {}, time(clock.now / 1000), clock.stopped ? ", stopped" : ", running"),
      el(
        "p",
        { class: "actions" },
        el("button", { type: "button", onclick: moveClock }, "Move the clock…"),
        el("button", { type: "button", onclick: () => stop(!clock.stopped) }, clock.stopped ? "Run on" : "Stop"),
      ),
    ),
    ...health.apps.map(appSection),
    el(
      "section",
      {},
      el("h2", {}, "Start again"),
      el("p", {}, "Everything as it was at the start: no groups, no requests, no faults, the first keys and the time."),
      el("p", { class: "actions" }, el("button", { type: "button", class: "danger", onclick: reset }, "Reset…")),
    ),
  ];
}

/** @param {import("../main.mjs").App} app */
function appSection({ sdkAppId, admins, accounts, chatbots, customFieldKeys }) {
  return el(
    "section",
    { "data-key": sdkAppId },
    el("h2", {}, `App ${sdkAppId}`),
    factList([
      ["Admins", admins.join(", ")],
      ["Accounts", accounts.toLocaleString("en")],
      ["Chatbots", chatbots.toLocaleString("en")],
      ["Custom fields", customFieldKeys.join(", ") || "none declared"],
    ]),
    el(
      "p",
      { class: "actions" },
      el("a", { href: linkTo("groups", undefined, { app: sdkAppId }) }, "Groups"),
      el("button", { type: "button", onclick: () => copyVariables(sdkAppId) }, "Copy variables"),
      el("button", { type: "button", onclick: () => rotateKey(sdkAppId) }, "Rotate the key…"),
    ),
  );
}

/** @param {number} sdkAppId */
function copyVariables(sdkAppId) {
  return act(async () => {
    await copy(async () => {
      const variables = await get(appPath(sdkAppId, "env"));
      const lines = Object.entries(variables).map(
        ([name, value]) => `export ${name}='${String(value).replaceAll("'", `'\\''`)}'`,
      );
      return `${lines.join("\n")}\n`;
    });
    return `Copied the variables of app ${sdkAppId} for a POSIX shell, with its key.`;
  });
}

/** @param {number} sdkAppId */
function rotateKey(sdkAppId) {
  ask({
    title: `Rotate the key of app ${sdkAppId}`,
    text: "As the console does: signatures by the old key are refused from now on.",
    fields: [{ name: "secretKey", label: "New secret key", kind: "password", required: true }],
    action: "Rotate",
    run: async ({ secretKey }) => {
      await send("POST", appPath(sdkAppId, "key"), { secretKey });
      return `Rotated the key of app ${sdkAppId}. "Copy variables" has the new one.`;
    },
  });
}

function moveClock() {
  ask({
    title: "Move the clock",
    text: "UserSigs, mutes, call rates and the expiry of marks follow it.",
    fields: [
      { name: "amount", label: "Forward by", kind: "number", value: "1", required: true, hint: "Back if negative." },
      { name: "unit", label: "Unit", options: Object.keys(UNIT_MS), value: "hours" },
    ],
    action: "Move",
    run: async ({ amount, unit = "" }) => {
      const unitMs = UNIT_MS[/** @type {keyof typeof UNIT_MS} */ (unit)];
      const { now } = await send("POST", "/clock", { advance: Number(amount) * unitMs });
      return `The emulator's time is ${new Date(now).toISOString()}.`;
    },
  });
}

/** @param {boolean} stopped */
function stop(stopped) {
  return act(async () => {
    await send("POST", "/clock", { stopped });
    return stopped ? "The clock is stopped." : "The clock runs.";
  });
}

function reset() {
  ask({
    title: "Reset the emulator?",
    text: "All groups, accounts, requests and faults are gone. Keys and time are as at the start.",
    action: "Reset",
    isDangerous: true,
    run: async () => {
      await send("POST", "/reset");
      return "The emulator is as it was at the start.";
    },
  });
}

/** @param {import("../main.mjs").Health} health */
export function about({ url, lenient, rateLimit, apps }) {
  return [
    url,
    apps.length > 1 && ` · ${plural(apps.length, "app")}`,
    lenient && " · lenient mode",
    !rateLimit && " · no call rates",
  ];
}
