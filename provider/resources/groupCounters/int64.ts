const decimal = /^-?\d{1,30}$/;

/** The description of valid values for messages. */
export const int64Text =
  "a whole number from -9223372036854775808 to 9223372036854775807, as a bigint or a decimal text where a number is not exact";

/** Returns the normal decimal text of a signed 64-bit integer; undefined for anything else, such as a number that may have lost digits. */
export function int64Of(value: unknown): string | undefined {
  const written = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof written !== "string" || !decimal.test(written)) return undefined;
  const whole = BigInt(written);
  return BigInt.asIntN(64, whole) === whole ? String(whole) : undefined;
}
