const HIDDEN = "[hidden]";
/** A signature or a key by its looks: the longest legal group id has 48 characters, the shortest UserSig well over 100. */
const LONG_TOKEN = /[A-Za-z0-9+/*_=-]{60,}/g;
/** zlib's first byte in Base64 begins every UserSig with eJ or eA (reference: UserSig, steps 5 and 6). */
const USER_SIG = /\be[AJ][A-Za-z0-9*_-]{38,}/g;
const SIG_PARAMETER = /(usersig["']?\s*(?:=|%3D|:)\s*["']?)[^&\s"',}[\])]+/gi;
/** Below this length a "secret" is a common word, and hiding it would only make messages unreadable. */
const SHORTEST_SECRET = 4;

/**
 * Takes everything out of a text that could sign a request: `usersig=` values, the given secrets (as they are and
 * percent-encoded), and whatever looks like a signature or a key.
 *
 * @example redact("POST /v4/x?usersig=eJyr", []) // "POST /v4/x?usersig=[hidden]"
 */
export function redact(text: string, secrets: readonly string[]): string {
  let out = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const encoded of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
      out = out.split(encoded).join(HIDDEN);
    }
  }
  return out.replace(SIG_PARAMETER, `$1${HIDDEN}`).replace(USER_SIG, HIDDEN).replace(LONG_TOKEN, HIDDEN);
}

/** Words from outside, fit for a terminal: no control characters (a line break or an escape sequence), and no longer than `limit` characters. */
export function sanitize(text: string, limit = 400): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  const flat = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  return flat.length <= limit ? flat : `${flat.slice(0, limit)}… (${flat.length} characters)`;
}
