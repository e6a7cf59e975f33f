/**
 * Parses JSON; an integer beyond 2^53 becomes a bigint, so that it is shown and sent again without loss.
 * @param {string} text
 * @returns {any}
 */
export function parseJson(text) {
  const reviver = /** @type {(key: string, value: any) => any} */ (
    /** @param {string} _ @param {any} value @param {{ readonly source?: string }} [context] */
    (_, value, context) => {
      if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
      // Older browsers do not tell the source: they show such a number rounded.
      const source = context?.source ?? "";
      return /^-?\d+$/.test(source) ? BigInt(source) : value;
    }
  );
  return JSON.parse(text, reviver);
}

/**
 * @param {unknown} value
 * @param {number} [indent]
 * @returns {string}
 */
export function toJson(value, indent) {
  return JSON.stringify(value, (_, entry) => (typeof entry === "bigint" ? rawInteger(entry) : entry), indent) ?? "";
}

/** @param {bigint} value */
function rawInteger(value) {
  const { rawJSON } = /** @type {{ rawJSON?: (text: string) => unknown }} */ (/** @type {unknown} */ (JSON));
  return rawJSON === undefined ? Number(value) : rawJSON(String(value));
}

/**
 * Returns the text indented if it is JSON, and as it is otherwise.
 * @param {string} text
 */
export function indented(text) {
  try {
    return toJson(parseJson(text), 2);
  } catch {
    return text;
  }
}
