import { get, send } from "../lib/api.mjs";
import { act, ask } from "../lib/dialog.mjs";
import { parseJson } from "../lib/json.mjs";

/** @typedef {import("../lib/dialog.mjs").Values} Values */

/** The kinds of faults (docs/emulator.md). */
const KINDS = /** @type {const} */ ([
  "errorCode",
  "http",
  "body",
  "delay",
  "reset",
  "hang",
  "halfAnswer",
  "rewrite",
  "lag",
]);
const TIMED = ["http", "body", "reset", "hang", "halfAnswer", "rewrite"];

/**
 * Asks which calls shall fail, and how.
 * @param {number} [sdkAppId] default: any app
 * @param {string} [groupId]
 */
export function addFault(sdkAppId, groupId) {
  return act(async () => {
    const { apis } = await get("/apis");
    ask(question(apis, sdkAppId, groupId));
    return "";
  });
}

/**
 * @param {ReadonlyArray<{ readonly api: string }>} apis
 * @param {number | undefined} sdkAppId
 * @param {string | undefined} groupId
 * @returns {import("../lib/dialog.mjs").Question}
 */
function question(apis, sdkAppId, groupId) {
  const of = (/** @type {readonly string[]} */ kinds) => (/** @type {Values} */ values) =>
    kinds.includes(values["kind"] ?? "");
  return {
    title: "Inject a fault",
    text: "Well-formed calls that match all of these fail. An empty field matches every call.",
    fields: [
      { name: "api", label: "API", suggestions: apis.map(({ api }) => api) },
      { name: "groupId", label: "Group", value: groupId ?? "" },
      { name: "account", label: "UserID in the call" },
      { name: "skip", label: "Calls to let through first", kind: "number", value: "0" },
      { name: "times", label: "Calls to hit", value: "1", hint: "A number, or all." },
      { name: "kind", label: "Fault", options: KINDS, value: "errorCode" },
      { name: "code", label: "ErrorCode", kind: "number", value: "10002", required: true, isShown: of(["errorCode"]) },
      { name: "info", label: "ErrorInfo", isShown: of(["errorCode"]) },
      { name: "effect", label: "The call takes effect first", kind: "checkbox", isShown: of(["errorCode"]) },
      { name: "status", label: "HTTP status", kind: "number", value: "502", required: true, isShown: of(["http"]) },
      { name: "body", label: "Answer", kind: "textarea", isShown: of(["http", "body"]) },
      {
        name: "ms",
        label: "Delay in milliseconds",
        kind: "number",
        value: "5000",
        required: true,
        isShown: of(["delay"]),
      },
      { name: "omit", label: "Fields to omit", hint: "At any depth, separated by commas.", isShown: of(["rewrite"]) },
      {
        name: "set",
        label: "Fields to set",
        kind: "textarea",
        hint: 'JSON, e.g. {"ErrorCode": 10002}',
        isShown: of(["rewrite"]),
      },
      {
        name: "when",
        label: "When",
        options: ["after the call took effect", "before, so that it has no effect"],
        isShown: of(TIMED),
      },
    ],
    action: "Inject",
    run: async (values) => {
      const rule = { ...criteriaOf(values), ...(sdkAppId !== undefined && { sdkAppId }), fault: faultOf(values) };
      const { id } = await send("POST", "/faults", rule);
      return `Injected fault ${id}.`;
    },
  };
}

/** @param {Values} values */
function criteriaOf({ api, groupId, account, skip, times = "" }) {
  return {
    ...(api && { api }),
    ...(groupId && { groupId }),
    ...(account && { account }),
    ...(skip && { skip: Number(skip) }),
    times: times === "all" ? times : Number(times || "1"),
  };
}

/** @param {Values} values */
function faultOf({ kind, code, info, effect, status, body, ms, omit, set, when = "" }) {
  const timing = when.startsWith("before") ? "before" : "after";
  return {
    kind,
    ...(code !== undefined && { code: Number(code) }),
    ...(info && { info }),
    ...(effect === "on" && { effect: "before" }),
    ...(status !== undefined && { status: Number(status) }),
    ...((kind === "body" || body) && { body: body ?? "" }),
    ...(ms !== undefined && { ms: Number(ms) }),
    ...(omit && { omit: omit.split(",").map((name) => name.trim()) }),
    ...(set && { set: jsonIn(set) }),
    ...(when !== "" && { when: timing }),
  };
}

/** @param {string} text */
function jsonIn(text) {
  try {
    return parseJson(text);
  } catch {
    throw new Error("The fields to set must be a JSON object.");
  }
}
