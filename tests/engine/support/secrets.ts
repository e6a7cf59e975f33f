import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { inflateSync } from "node:zlib";

/** A text that may contain a secret, and where it was found. */
export interface Trace {
  readonly where: string;
  readonly text: string;
}

/** Fails if one of the secrets, or any UserSig, is in one of the texts. The message does not repeat it. */
export function assertFreeOfSecrets(traces: readonly Trace[], secrets: readonly string[]): void {
  const forms = secrets.filter(Boolean).flatMap((secret) => spellings(secret));
  const leaks = traces.flatMap(({ where, text }) => [
    ...(forms.some((form) => text.includes(form)) ? [`${where} contains a secret`] : []),
    ...(containsUserSig(text) ? [`${where} contains a UserSig`] : []),
  ]);
  assert.deepEqual(leaks, [], "Secrets must not reach any state, log or error");
}

/** Every file below a folder. Links are not followed. */
export async function tracesIn(folder: string): Promise<Trace[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => ({ where: file, text: await readFile(file, "utf8") })));
}

/** A secret in plain text, in a URL, in JSON, and in Base64. */
function spellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, encodeURIComponent(secret), json, Buffer.from(secret).toString("base64")];
}

/**
 * A UserSig is deflated JSON with `TLS.` fields, in Base64 with `*-_` for `+/=`. A match counts only if it really inflates
 * to that, because encrypted values look similar.
 */
function containsUserSig(text: string): boolean {
  return (text.match(/eJ[\w*-]{40,}/g) ?? []).some((candidate) => {
    const base64 = candidate.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
    try {
      return inflateSync(Buffer.from(base64, "base64")).includes("TLS.");
    } catch {
      return false;
    }
  });
}
