import { randomUUID } from "node:crypto";
import { isObject, type JsonObject } from "../api/shape";
import { refuse } from "./answer";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A string or an integer of a JSON text. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG = /\d{16}/;
const LONG_INTEGER = /^-?\d{16,}$/;

/** Prefix of an integer that is temporarily written as a string. It is random and secret, so no client can send it. */
const MARK = `${randomUUID()} `;
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, "g");

/**
 * Parses the JSON object in a request's body (doc 34620: exactly one object, never empty). An integer beyond 2^53 becomes
 * a bigint without loss, because the service has 64-bit integers.
 *
 * @throws ApiError 60003
 */
export function parseBody(bytes: Uint8Array): JsonObject {
  const value = parse(bytes);
  return isObject(value) ? value : refuse(60003, "request json parse failed: the body must be one JSON object");
}

/** Returns the JSON text of an answer, with bigints written as integers. */
export function toJson(value: unknown): string {
  let isMarked = false;
  const text = JSON.stringify(value, (_, entry: unknown) => {
    if (typeof entry !== "bigint") return entry;
    isMarked = true;
    return MARK + entry;
  });
  return isMarked ? text.replace(MARKED, "$1") : text;
}

function parse(bytes: Uint8Array): unknown {
  if (bytes.length === 0) refuse(60003, "request json parse failed: the body is empty, send {} at least");
  try {
    const text = UTF8.decode(bytes);
    const value: unknown = JSON.parse(text);
    // Most bodies contain no such number and need to be parsed only once.
    return LONG.test(text) ? JSON.parse(text.replace(TOKEN, markLong), unmark) : value;
  } catch {
    return refuse(60003, "request json parse failed: the body is not JSON in UTF-8");
  }
}

function markLong(token: string): string {
  return LONG_INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${MARK}${token}"` : token;
}

function unmark(_: string, value: unknown): unknown {
  return typeof value === "string" && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value;
}
