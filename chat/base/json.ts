import { randomUUID } from "node:crypto";

/** A prefix that marks an integer inside a JSON string for JSON.parse and JSON.stringify. It is random, so no input can contain it. */
const MARK = `${randomUUID()}:`;
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, "g");

/**
 * Parses JSON like JSON.parse, but returns an integer that a double can't hold as a bigint: the cursor of get_appid_group_list is an
 * unsigned 64-bit number (doc 34960), and a rounded cursor would skip groups.
 */
export function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const marked = text.replace(TOKENS, (token) => (isUnsafeInteger(token) ? `"${MARK}${token}"` : token));
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value,
  );
}

/** Writes JSON like JSON.stringify, but writes a bigint as a plain integer. */
export function stringifyJson(value: object): string {
  const marked = JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? `${MARK}${item}` : item));
  return marked.replace(MARKED, "$1");
}

function isUnsafeInteger(token: string): boolean {
  return /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token));
}
