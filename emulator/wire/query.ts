import { MAX_UINT32 } from "../api/shape";
import { refuse } from "./answer";
import type { Claim } from "./userSig";

const NAMES = ["sdkappid", "identifier", "usersig", "random", "contenttype"] as const;
type Name = (typeof NAMES)[number];

/**
 * Reads the query string: the five parameters of doc 34620, each exactly once, names and values case-sensitive.
 * No emulated endpoint has other parameters, so any other is refused (the service's behaviour is unconfirmed). Lenient
 * mode ignores others, and accepts requests without `random`: Tencent's SDKs of 2016 send such requests.
 *
 * @throws ApiError 60002, 60012, 60006, 60004 or 70002; its text never contains a value of the query
 */
export function readQuery(query: string, lenient: boolean): Claim {
  const values = split(query, lenient);
  const sdkAppId = values.get("sdkappid");
  if (sdkAppId === undefined || sdkAppId === "") refuse(60012, "sdkappid is missing in the URL");
  if (!/^[1-9]\d{0,14}$/.test(sdkAppId)) refuse(60006, "sdkappid is not a positive integer");
  const identifier = values.get("identifier");
  if (identifier === undefined || identifier === "") refuse(60004, "identifier is missing in the URL");
  const userSig = values.get("usersig");
  if (userSig === undefined || userSig === "") refuse(70002, "usersig is empty or missing in the URL");
  const random = values.get("random") ?? (lenient ? "0" : "");
  if (!/^(0|[1-9]\d{0,9})$/.test(random) || Number(random) > MAX_UINT32)
    refuse(60002, `HTTP parse Error: random must be an integer from 0 to ${MAX_UINT32}`);
  if (values.get("contenttype") !== "json") refuse(60002, "HTTP parse Error: contenttype must be json");
  return { sdkAppId: Number(sdkAppId), identifier, userSig };
}

/** Returns the app that a request names, for the journal; undefined if it names none. */
export function claimedApp(query: string): number | undefined {
  const digits = /(?:^|&)sdkappid=([1-9]\d{0,14})(?:&|$)/.exec(query)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function split(query: string, lenient: boolean): Map<Name, string> {
  const values = new Map<Name, string>();
  for (const pair of query === "" ? [] : query.split("&")) {
    const equals = pair.indexOf("=");
    const name = NAMES.find((known) => known === pair.slice(0, Math.max(equals, 0)));
    if (name === undefined && lenient) continue;
    if (name === undefined)
      return refuse(
        60002,
        `HTTP parse Error: the query takes ${NAMES.join(", ")} and nothing else (names are case-sensitive)`,
      );
    if (values.has(name)) refuse(60002, `HTTP parse Error: ${name} is given twice`);
    values.set(name, decode(pair.slice(equals + 1), name));
  }
  return values;
}

function decode(text: string, name: Name): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(60002, `HTTP parse Error: ${name} is not percent-encoded UTF-8`);
  }
}
