import { ApiError, appPath, send } from "../lib/api.mjs";
import { toJson } from "../lib/json.mjs";

/**
 * Returns a command for POSIX shells that sends a request again, signed with a new UserSig of the app's first admin.
 * @param {import("./detail.mjs").OpenRequest} request
 * @param {import("../main.mjs").App} app
 */
export async function curlCommand({ method, path, body }, { sdkAppId, admins }) {
  // Anything else could name another server.
  if (!path.startsWith("/")) throw new ApiError(undefined, "The path of this request is not one of the emulator.");
  const { userSig } = await send("POST", appPath(sdkAppId, "usersig"), {});
  const query = new URLSearchParams({
    sdkappid: String(sdkAppId),
    identifier: admins[0] ?? "",
    usersig: userSig,
    random: String(crypto.getRandomValues(new Uint32Array(1))[0]),
    contenttype: "json",
  });
  const url = `${location.origin}${path.replace(/[^\x21-\x7e]/gu, encodeURIComponent)}?${query}`;
  const data = body === undefined ? [] : ["--data-raw", printable(toJson(body))];
  const type = body === undefined ? [] : ["--header", "Content-Type: application/json"];
  // Without --globoff, curl expands brackets in the path.
  return ["curl", "--globoff", "--request", method, ...type, ...data, url].map(quoted).join(" ");
}

/**
 * Escapes the characters that a terminal would not show or would act on, so that a pasted body is what it looks like.
 * @param {string} json
 */
function printable(json) {
  const hidden = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
  return json.replace(hidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Between single quotes, a POSIX shell leaves everything as it is. @param {string} word */
function quoted(word) {
  return /^[A-Za-z0-9_./:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
