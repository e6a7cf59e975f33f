import { createHash, timingSafeEqual } from "node:crypto";

/** What a request must prove before its body is read. */
export interface AdmissionRules {
  readonly sdkAppId: number;
  /** Undefined: requests are not signed. */
  readonly token: string | undefined;
  /** How far the time of a request may be from ours, in seconds. */
  readonly maxAge: number;
}

export interface Refusal {
  readonly status: number;
  /** Contains nothing of the request. */
  readonly reason: string;
}

/**
 * Checks the app and the signature in the query of a webhook: `Sign` is the SHA-256 of the token followed by `RequestTime`,
 * in lower-case hexadecimal digits (doc 34354). It does not cover the body.
 *
 * @param now milliseconds since 1970
 */
export function refusalOf(
  query: URLSearchParams,
  { sdkAppId, token, maxAge }: AdmissionRules,
  now: number,
): Refusal | undefined {
  if (query.get("SdkAppid") !== String(sdkAppId))
    return { status: 403, reason: `it is for another app than ${sdkAppId}, or names none` };
  if (token === undefined) return undefined;
  const sign = query.get("Sign");
  const requestTime = query.get("RequestTime");
  if (sign === null || requestTime === null)
    return { status: 401, reason: "it has no signature: set the token in the webhook configuration of the console" };
  if (!isSignedWith(token, requestTime, sign))
    return { status: 401, reason: "its signature does not match: is the token that of the console?" };
  if (!/^\d{1,12}$/.test(requestTime) || Math.abs(now / 1000 - Number(requestTime)) > maxAge)
    return {
      status: 401,
      reason: `its RequestTime is more than ${maxAge} seconds from the time of this machine: a replay, or a wrong clock`,
    };
  return undefined;
}

function isSignedWith(token: string, requestTime: string, sign: string): boolean {
  const expected = Buffer.from(createHash("sha256").update(`${token}${requestTime}`).digest("hex"));
  const actual = Buffer.from(sign);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
