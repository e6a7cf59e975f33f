import { createHmac } from "node:crypto";
import { deflateSync } from "node:zlib";

/** The contents of a UserSig. Times are Unix seconds. */
export interface Ticket {
  readonly sdkAppId: number;
  readonly identifier: string;
  readonly key: string;
  readonly time: number;
  readonly expire: number;
  readonly userBuf?: string;
}

/** Returns the signature: base64 of the HMAC over the signed lines (doc 34385). */
export function signatureOf({ identifier, sdkAppId, time, expire, key, userBuf }: Ticket): string {
  const lines = [
    `TLS.identifier:${identifier}`,
    `TLS.sdkappid:${sdkAppId}`,
    `TLS.time:${time}`,
    `TLS.expire:${expire}`,
  ];
  if (userBuf !== undefined) lines.push(`TLS.userbuf:${userBuf}`);
  return createHmac("sha256", key)
    .update(`${lines.join("\n")}\n`)
    .digest("base64");
}

export function ticketJson(ticket: Ticket): Record<string, unknown> {
  return {
    "TLS.ver": "2.0",
    "TLS.identifier": ticket.identifier,
    "TLS.sdkappid": ticket.sdkAppId,
    "TLS.expire": ticket.expire,
    "TLS.time": ticket.time,
    ...(ticket.userBuf === undefined ? {} : { "TLS.userbuf": ticket.userBuf }),
    "TLS.sig": signatureOf(ticket),
  };
}

/** Encodes bytes as base64 in the UserSig's alphabet. */
export function inAlphabet(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "*").replaceAll("/", "-").replaceAll("=", "_");
}

export function pack(json: unknown): string {
  return inAlphabet(deflateSync(Buffer.from(JSON.stringify(json))));
}

export function sign(ticket: Ticket): string {
  return pack(ticketJson(ticket));
}
