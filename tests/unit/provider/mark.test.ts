import assert from "node:assert/strict";
import fc from "fast-check";
import { keyIdOf, type MarkBinding, maxMarkBytes, names, readMark, writeMark } from "../../../provider/ownership/mark";

const binding: MarkBinding = {
  sdkAppId: 1400000000,
  groupId: "ops-room",
  secretKey: "a".repeat(64),
  createTime: 1_700_000_000,
};
const owner = { stack: "acme/chat/dev", name: "ops" };

describe("an owner mark", () => {
  it("proves its owner on the group it was written for", () => {
    const reading = readMark(writeMark({ owner, expires: undefined }, binding), binding);
    assert.equal(reading.state, "valid");
    assert.ok(reading.state === "valid" && names(reading.owner, owner));
  });

  it("is a released format", () => {
    assert.equal(
      writeMark({ owner, expires: undefined }, binding),
      '{"v":1,"s":"acme/chat/dev","n":"ops","c":1700000000,"h":"ui4-z3bm-dtR4VRUlA0lgg"}',
    );
  });

  it("tells when the group is meant to be gone, and is signed for that too", () => {
    const mark = writeMark({ owner, expires: 1_800_000_000 }, binding);
    const reading = readMark(mark, binding);
    assert.ok(reading.state === "valid" && reading.expires === 1_800_000_000);
    assert.equal(readMark(mark.replace("1800000000", "1900000000"), binding).state, "unverified");
    assert.equal(readMark(mark.replace('"x":1800000000,', ""), binding).state, "unverified");
  });

  for (const [what, other] of [
    ["another group", { groupId: "prod-room" }],
    ["a group that was made later under the same id", { createTime: 1_700_000_001 }],
    ["a place that clients cannot write", { createTime: undefined }],
    ["another app", { sdkAppId: 1400000001 }],
    ["another secret key", { secretKey: "b".repeat(64) }],
  ] as const) {
    it(`decides nothing for ${what}`, () => {
      const reading = readMark(writeMark({ owner, expires: undefined }, binding), { ...binding, ...other });
      assert.deepEqual(reading, { state: "unverified", claims: owner.stack });
    });
  }

  it("decides nothing once any character of it is changed, missing or added", () => {
    const mark = writeMark({ owner, expires: undefined }, binding);
    fc.assert(
      fc.property(fc.nat(mark.length - 1), fc.constantFrom("", "x", "9", "}"), (at, put) => {
        const changed = mark.slice(0, at) + put + mark.slice(at + 1);
        fc.pre(changed !== mark);
        assert.equal(readMark(changed, binding).state, "unverified");
      }),
    );
  });

  it("reads anything at all without failing", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom("null", "[]", '{"v":1}', '{"v":1,"s":null,"n":1,"h":{}}', '{"__proto__":{"v":1}}'),
    );
    fc.assert(fc.property(anything, (value) => assert.equal(readMark(value, binding).state, "unverified")));
  });

  it("is absent where the group has none", () => {
    assert.deepEqual(readMark(undefined, binding), { state: "absent" });
  });

  it("stays within 512 bytes, and tells long names apart", () => {
    const long = fc.record({
      stack: fc.string({ unit: "grapheme", maxLength: 400 }),
      name: fc.string({ unit: "grapheme", maxLength: 400 }),
    });
    fc.assert(
      fc.property(long, (longOwner) => {
        const mark = writeMark({ owner: longOwner, expires: 9_999_999_999 }, binding);
        assert.ok(Buffer.byteLength(mark) <= maxMarkBytes, `${Buffer.byteLength(mark)} bytes`);
        const reading = readMark(mark, binding);
        assert.ok(reading.state === "valid" && names(reading.owner, longOwner));
        assert.ok(!names(reading.owner, { ...longOwner, name: `${longOwner.name}x` }));
        assert.ok(!names(reading.owner, { ...longOwner, stack: `${longOwner.stack}x` }));
      }),
    );
  });

  it("has a key id that differs from key to key and holds nothing of the key", () => {
    assert.equal(keyIdOf("a"), keyIdOf("a"));
    assert.notEqual(keyIdOf("a"), keyIdOf("b"));
    assert.match(keyIdOf("secret"), /^[A-Za-z0-9_-]{8}$/);
  });
});
