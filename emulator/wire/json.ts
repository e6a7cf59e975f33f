import { isObject, type JsonObject } from "../api/shape";
import { refuse } from "./answer";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The JSON object in a request's body (§1.3: one object in UTF-8, never nothing). @throws ApiError 60003 */
export function parseBody(bytes: Uint8Array): JsonObject {
  const value = parse(bytes);
  return isObject(value) ? value : refuse(60003, "request json parse failed: the body must be one JSON object");
}

function parse(bytes: Uint8Array): unknown {
  if (bytes.length === 0) refuse(60003, "request json parse failed: the body is empty, send {} at least");
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    return refuse(60003, "request json parse failed: the body is not JSON in UTF-8");
  }
}
