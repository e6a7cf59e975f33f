import { customFieldKey } from "../../../settings";
import { customSchema } from "../../../validation/objectSchema";
import { describeValue, isUnknown, mustBe, textSize } from "../../../validation/schema";

/** The number of fields, and the length of key and value, in bytes of UTF-8. */
export interface CustomFieldLimits {
  readonly count: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
}

/**
 * Custom fields of a group or of a member. The object itself is checked: a record type would check a copy, without the
 * prototype that a key `__proto__` leaves behind.
 */
export function customFields(limits: CustomFieldLimits) {
  return customSchema((fields) => customFieldsProblem(fields, limits));
}

function customFieldsProblem(fields: unknown, { count, keyBytes, valueBytes }: CustomFieldLimits): string | undefined {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields))
    return mustBe("a map of keys to texts", fields);
  if (Object.getPrototypeOf(fields) !== Object.prototype) return "must not have a key __proto__";
  const entries = Object.entries(fields);
  if (entries.length > count) return `must have at most ${count} keys; got ${entries.length}`;
  for (const [key, value] of entries) {
    if (!customFieldKey.test(key)) {
      return `must have keys of 1 to ${keyBytes} bytes of letters, digits and _, not starting with a digit; got one of ${textSize(key)}`;
    }
    if (isUnknown(value)) continue;
    const bytes = typeof value === "string" ? Buffer.byteLength(value) : 0;
    // An empty value deletes the key (doc 34962): it would be reported as missing forever.
    if (bytes < 1 || bytes > valueBytes)
      return `key ${JSON.stringify(key)} must have text of 1 to ${valueBytes} bytes (UTF-8); got ${describeValue(value)}`;
  }
  return undefined;
}
