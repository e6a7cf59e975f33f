import { createHash } from "node:crypto";

/** Returns the signature of a request: lower-case hexadecimal SHA-256 of the token followed by RequestTime (doc 34354). */
export function webhookSign(token: string, requestTime: number): string {
  return createHash("sha256").update(`${token}${requestTime}`).digest("hex");
}
