import { customFieldKey } from "../../../settings";
import { mapSchema, valueBytesProblem } from "../../../validation/objectSchema";
import { textSize } from "../../../validation/schema";

/** The number of fields, and the length of key and value, in bytes of UTF-8. */
export interface CustomFieldLimits {
  readonly count: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
}

/** Custom fields of a group or of a member. */
export function customFields({ count, keyBytes, valueBytes }: CustomFieldLimits) {
  return mapSchema({
    values: "texts",
    keyProblem: (key) =>
      customFieldKey.test(key)
        ? undefined
        : `must have keys of 1 to ${keyBytes} bytes of letters, digits and _, not starting with a digit; got one of ${textSize(key)}`,
    // An empty value deletes the key (doc 34962): it would be reported as missing forever.
    valueProblem: (value) => valueBytesProblem(value, valueBytes),
    sizeProblem: ({ length }) => (length > count ? `must have at most ${count} keys; got ${length}` : undefined),
  });
}
