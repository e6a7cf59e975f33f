import { createHmac, timingSafeEqual } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import { refuse } from "./answer";

/** The identity that a request claims in its query string. */
export interface Claim {
  readonly sdkAppId: number;
  readonly identifier: string;
  readonly userSig: string;
}

/** Creates a UserSig (doc 34385). Times are Unix seconds. */
export function signUserSig(claim: Omit<Claim, "userSig">, key: string, time: number, expire: number): string {
  const ticket = { ...claim, time, expire, userBuf: undefined };
  const json = {
    "TLS.ver": "2.0",
    "TLS.identifier": claim.identifier,
    "TLS.sdkappid": claim.sdkAppId,
    "TLS.expire": expire,
    "TLS.time": time,
    "TLS.sig": signatureOf(key, ticket),
  };
  const base64 = deflateSync(JSON.stringify(json)).toString("base64");
  return base64.replaceAll("+", "*").replaceAll("/", "-").replaceAll("=", "_");
}

interface Ticket {
  readonly identifier: string;
  readonly sdkAppId: number;
  readonly time: number;
  readonly expire: number;
  readonly userBuf: string | undefined;
  readonly sig: string;
}

const MALFORMED = 70003;

/**
 * Verifies a UserSig (doc 34385) in the service's order: decode, SDKAppID, identifier, expiry, signature.
 * The 700xx codes are from the error catalogue. Which code a REST call gets for which defect is inferred.
 *
 * @param keyOf the secret key of each app, by SDKAppID
 * @param nowMs milliseconds since 1970
 * @returns when it expires, in Unix seconds
 * @throws ApiError 70003, 70014, 70013, 70001 or 70009
 */
export function verifyUserSig(claim: Claim, keyOf: ReadonlyMap<number, string>, nowMs: number): number {
  const ticket = readTicket(decode(claim.userSig));
  if (ticket.sdkAppId !== claim.sdkAppId) refuse(70014, "sdkappid does not match the one in the usersig");
  if (ticket.identifier !== claim.identifier) refuse(70013, "identifier does not match the one in the usersig");
  if (Math.floor(nowMs / 1000) > ticket.time + ticket.expire) refuse(70001, "the usersig expired, create a new one");
  const own = keyOf.get(claim.sdkAppId);
  if (own !== undefined && isSignedWith(own, ticket)) return ticket.time + ticket.expire;
  for (const [sdkAppId, key] of keyOf)
    if (sdkAppId !== claim.sdkAppId && isSignedWith(key, ticket))
      refuse(70009, "the usersig is signed with the key of another app");
  return refuse(MALFORMED, "the usersig check failed: is it signed with this app's secret key?");
}

const ALPHABET = /^[A-Za-z0-9*-]+_{0,2}$/;
const MAX_TICKET_BYTES = 8192;

/** Decodes the text: base64 with `*`, `-` and `_` for `+`, `/` and `=`, then zlib (RFC 1950; neither raw deflate nor gzip). */
function decode(userSig: string): string {
  if (!ALPHABET.test(userSig) || userSig.length % 4 !== 0) refuse(MALFORMED, "the usersig is malformed or cut off");
  const base64 = userSig.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  try {
    return inflateSync(Buffer.from(base64, "base64"), { maxOutputLength: MAX_TICKET_BYTES }).toString("utf8");
  } catch {
    return refuse(MALFORMED, "the usersig can't be decompressed: it is malformed or cut off");
  }
}

function readTicket(text: string): Ticket {
  const json = parseObject(text);
  const field = (name: string): unknown => json[`TLS.${name}`];
  const [identifier, sdkAppId, time, expire, sig] = ["identifier", "sdkappid", "time", "expire", "sig"].map(field);
  const userBuf = field("userbuf");
  if (
    field("ver") !== "2.0" ||
    typeof identifier !== "string" ||
    typeof sdkAppId !== "number" ||
    typeof time !== "number" ||
    typeof expire !== "number" ||
    typeof sig !== "string" ||
    (userBuf !== undefined && typeof userBuf !== "string")
  )
    return refuse(MALFORMED, "the usersig lacks a field or has one of the wrong type");
  return { identifier, sdkAppId, time, expire, sig, userBuf };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // refused below, like every other malformed ticket
  }
  return refuse(MALFORMED, "the usersig holds no JSON object");
}

function isSignedWith(key: string, ticket: Ticket): boolean {
  const expected = Buffer.from(signatureOf(key, ticket));
  const given = Buffer.from(ticket.sig);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function signatureOf(key: string, ticket: Omit<Ticket, "sig">): string {
  const lines = [
    `TLS.identifier:${ticket.identifier}\n`,
    `TLS.sdkappid:${ticket.sdkAppId}\n`,
    `TLS.time:${ticket.time}\n`,
    `TLS.expire:${ticket.expire}\n`,
    ticket.userBuf === undefined ? "" : `TLS.userbuf:${ticket.userBuf}\n`,
  ];
  return createHmac("sha256", key).update(lines.join("")).digest("base64");
}
