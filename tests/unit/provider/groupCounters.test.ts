import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { groupCountersHandler } from "../../../provider/resources/groupCounters";
import { unknownValue } from "../../../provider/validation/schema";
import { here, ownedBy, plan } from "./support/plan";

const base = { groupId: "room", ...ownedBy("part") };

function check(news: object) {
  const { inputs, failures } = groupCountersHandler.check({}, { ...base, ...news }, plan);
  return { inputs, reasons: failures.map(({ property, reason }) => `${property} ${reason}`) };
}

function keys(count: number, prefix: string): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, index]));
}

describe("check of group counters", () => {
  it("writes every 64-bit integer in one form", () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.nat(5), (value, zeros) => {
        const padded = String(value).replace(/\d+/, (digits) => "0".repeat(zeros) + digits);
        assert.deepEqual(check({ fixed: { a: padded } }).inputs.fixed, { a: String(value) });
      }),
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        assert.deepEqual(check({ initial: { a: value } }).inputs.initial, { a: String(BigInt(value)) });
      }),
    );
  });

  it("refuses every integer beyond 64 bits", () => {
    fc.assert(
      fc.property(fc.bigInt(2n ** 63n, 2n ** 80n), (value) => {
        assert.equal(check({ fixed: { a: String(value) } }).reasons.length, 1);
        assert.equal(check({ fixed: { a: String(-value - 1n) } }).reasons.length, 1);
      }),
    );
  });

  for (const value of [
    "",
    "1.5",
    "1e3",
    "0x10",
    " 1",
    "+1",
    "--1",
    "ten",
    1.5,
    2 ** 53,
    Number.NaN,
    true,
    null,
    [1],
    {},
  ]) {
    it(`refuses ${inspect(value)} as a counter`, () => {
      assert.match(String(check({ fixed: { a: value } }).reasons), /^fixed key "a" must have a whole number .*; got /);
    });
  }

  it("needs at least one map, and no key in both maps", () => {
    assert.match(String(check({}).reasons), /give initial, fixed or both/);
    assert.match(String(check({ initial: { a: 1 }, fixed: { a: 2 } }).reasons), /initial must not have the key "a"/);
    assert.deepEqual(check({ initial: keys(10, "a"), fixed: keys(10, "b") }).reasons, []);
    assert.match(String(check({ initial: keys(10, "a"), fixed: keys(11, "b") }).reasons), /at most 20 keys .*; got 21/);
  });

  it("counts the bytes of keys", () => {
    assert.deepEqual(check({ fixed: { ["é".repeat(64)]: 1 } }).reasons, []);
    assert.match(
      String(check({ fixed: { ["é".repeat(65)]: 1 } }).reasons),
      /1 to 128 bytes \(UTF-8\); got one of 130 bytes \(65 characters\)/,
    );
    assert.match(String(check({ fixed: { "": 1 } }).reasons), /got one of 0 bytes/);
  });

  it("refuses a Community before any call, and does not touch values that are not known yet", () => {
    assert.match(String(check({ __groupType: "Community", fixed: { a: 1 } }).reasons), /group must not be a Community/);
    assert.deepEqual(check({ __groupType: "Meeting", fixed: { a: 1 } }).reasons, []);
    const unknown = check({ groupId: unknownValue, initial: unknownValue, fixed: { a: unknownValue } });
    assert.deepEqual(unknown.reasons, []);
    assert.deepEqual(unknown.inputs.fixed, { a: unknownValue });
  });
});

describe("diff of group counters", () => {
  const state = { ...base, fixed: { a: "1" }, ...here, groupCreateTime: 1 };

  it("sees changes of declared values", () => {
    const changes = (news: object) => groupCountersHandler.diff(state, { ...base, ...news }, plan).changes;
    assert.equal(changes({ fixed: { a: "1" } }), "none");
    assert.equal(changes({ fixed: { a: "2" } }), "inputs");
    assert.equal(changes({ initial: { a: "1" } }), "inputs");
  });
});
