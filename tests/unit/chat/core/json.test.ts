import assert from "node:assert/strict";
import fc from "fast-check";
import { parseJson, stringifyJson } from "../../../../chat/base/json";

describe("JSON with 64-bit integers", () => {
  it("reads and writes every unsigned 64-bit integer without loss", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const text = `{"Next":${value}}`;
        const { Next } = parseJson(text) as { Next: number | bigint };
        assert.equal(BigInt(Next), value);
        assert.equal(typeof Next, value <= BigInt(Number.MAX_SAFE_INTEGER) ? "number" : "bigint");
        assert.equal(stringifyJson({ Next }), text);
      }),
    );
  });

  it("reads everything else like JSON.parse, including long digits in strings and fractions", () => {
    const rounded = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
    fc.assert(
      fc.property(fc.json(), (text) =>
        assert.equal(JSON.stringify(parseJson(text), rounded), JSON.stringify(JSON.parse(text))),
      ),
    );
    for (const text of [
      '{"a":"18446744073709551615"}',
      '{"a":0.12345678901234567890}',
      '{"a":1e400,"b":12345678901234567890e2}',
      '["\\"12345678901234567890"]',
    ]) {
      assert.deepEqual(parseJson(text), JSON.parse(text));
    }
  });

  it("refuses invalid JSON, with and without long digits", () => {
    assert.throws(() => parseJson("12345678901234567890 12345678901234567890"), SyntaxError);
    assert.throws(() => parseJson("<html>12345678901234567890"), SyntaxError);
  });

  it("treats __proto__ as an ordinary key", () => {
    const value = parseJson('{"__proto__":{"admin":true},"n":12345678901234567890}') as Record<string, unknown>;
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.equal(value.admin, undefined);
    assert.deepEqual(Object.keys(value), ["__proto__", "n"]);
  });
});
