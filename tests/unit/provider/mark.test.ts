import assert from "node:assert/strict";
import fc from "fast-check";
import {
  keyIdOf,
  looksLikeMark,
  type MarkBinding,
  markedStack,
  matchesMark,
  maxMarkBytes,
  type OwnerMark,
  readMark,
  writeMark,
} from "../../../provider/ownership/mark";
import { identity, otherIdentity } from "./support/plan";

const binding: MarkBinding = {
  sdkAppId: 1400000000,
  groupId: "ops-room",
  secretKey: "a".repeat(64),
  createTime: 1_700_000_000,
};
const owner = { identity, stack: "acme/chat/dev", name: "ops" };
const plainMark = { owner, expires: undefined } satisfies OwnerMark;

/** A mark of a future version: signed with something, and with a body of its own. */
const laterMark = '{"v":3,"owner":"somebody","h":"ui4-z3bm-dtR4VRUlA0lgg"}';

describe("an owner mark", () => {
  it("proves ownership of the group it was written for", () => {
    assert.deepEqual(readMark(writeMark(plainMark, binding), binding), {
      state: "valid",
      owner,
      expires: undefined,
      persist: false,
    });
  });

  it("is a released format", () => {
    assert.equal(
      writeMark(plainMark, binding),
      `{"v":2,"i":"${identity}","s":"acme/chat/dev","n":"ops","c":1700000000,"h":"hovVx5VPD_CwMH0QcDUpgg"}`,
    );
    assert.equal(
      writeMark({ owner, expires: 1_800_000_000 }, { ...binding, createTime: undefined }),
      `{"v":2,"i":"${identity}","s":"acme/chat/dev","n":"ops","x":1800000000,"h":"jStv7vs4Q12pWC32WKkbgA"}`,
    );
  });

  it("includes whether sweeps leave the group alone, and the signature covers it", () => {
    const value = writeMark({ owner, expires: undefined, persist: true }, binding);
    assert.deepEqual(readMark(value, binding), { state: "valid", owner, expires: undefined, persist: true });
    assert.equal(readMark(value.replace(',"p":1', ""), binding).state, "unverified");
    assert.equal(readMark(value.replace(',"p":1', ',"p":2'), binding).state, "garbage");
    const plain = writeMark({ owner, expires: undefined }, binding);
    assert.equal(readMark(plain.replace(',"h"', ',"p":1,"h"'), binding).state, "unverified");
  });

  it("includes the time when the group expires, and the signature covers it", () => {
    const mark = writeMark({ owner, expires: 1_800_000_000 }, binding);
    const reading = readMark(mark, binding);
    assert.ok(reading.state === "valid" && reading.expires === 1_800_000_000);
    assert.equal(readMark(mark.replace("1800000000", "1900000000"), binding).state, "unverified");
    assert.equal(readMark(mark.replace('"x":1800000000,', ""), binding).state, "unverified");
  });

  for (const [title, other] of [
    ["another group", { groupId: "prod-room" }],
    ["a group that was created later under the same id", { createTime: 1_700_000_001 }],
    ["a location that clients cannot write", { createTime: undefined }],
    ["another app", { sdkAppId: 1400000001 }],
    ["another secret key", { secretKey: "b".repeat(64) }],
  ] as const) {
    it(`does not verify for ${title}, but says who it names`, () => {
      const reading = readMark(writeMark(plainMark, binding), { ...binding, ...other });
      assert.deepEqual(reading, { state: "unverified", owner });
    });
  }

  it("of a location that clients cannot write does not verify as an attribute", () => {
    const field = { ...binding, createTime: undefined };
    assert.equal(readMark(writeMark(plainMark, field), field).state, "valid");
    assert.equal(readMark(writeMark(plainMark, field), binding).state, "unverified");
  });

  it("with a replaced identity names the other program, and proves nothing for it", () => {
    const forged = writeMark(plainMark, binding).replace(identity, otherIdentity);
    assert.deepEqual(readMark(forged, binding), { state: "unverified", owner: { ...owner, identity: otherIdentity } });
  });

  it("is never valid once any character of it is changed, missing or added", () => {
    const mark = writeMark(plainMark, binding);
    fc.assert(
      fc.property(fc.nat(mark.length - 1), fc.constantFrom("", "x", "9", "}"), (at, put) => {
        const changed = mark.slice(0, at) + put + mark.slice(at + 1);
        fc.pre(changed !== mark);
        assert.notEqual(readMark(changed, binding).state, "valid");
      }),
    );
  });

  for (const [title, value] of [
    ["a later version", laterMark],
    ["the version before", '{"v":1,"s":"acme/chat/dev","n":"ops","c":1700000000,"h":"ui4-z3bm-dtR4VRUlA0lgg"}'],
  ] as const) {
    it(`of ${title} is recognised as a mark that this version cannot read`, () => {
      assert.deepEqual(readMark(value, binding), { state: "otherVersion" });
      assert.ok(looksLikeMark(value));
    });
  }

  for (const value of [
    "",
    "pulumi",
    "null",
    "[]",
    "2",
    '{"v":2}',
    '{"h":"x"}',
    '{"v":"2","h":"x"}',
    '{"v":2.5,"h":"x"}',
    '{"v":2,"i":"","s":"a/b/c","n":"d","h":"x"}',
    '{"v":2,"i":"$(reboot)","s":"a/b/c","n":"d","h":"x"}',
    `{"v":2,"i":"a","s":"a/b/c","n":"${"x".repeat(maxMarkBytes)}","h":"x"}`,
    '{"v":2,"i":"a","s":"a/b/c","h":"x"}',
    '{"v":2,"i":"a","s":"a/b/c","n":5,"h":"x"}',
    '{"v":2,"i":"a","s":"a/b/c","n":"d","c":"now","h":"x"}',
    '{"v":2,"i":"a","s":"a/b/c","n":"d","x":1.5,"h":"x"}',
    '{"v":2,"i":"a","s":"a/b/c","n":"d","h":{}}',
    '{"__proto__":{"v":2,"h":"x"}}',
    `{"v":3,"h":"x","rest":"${"x".repeat(8 * maxMarkBytes)}"}`,
  ]) {
    it(`is not what ${value.length > 60 ? `${value.length} characters are` : `${value} is`}`, () => {
      assert.deepEqual(readMark(value, binding), { state: "garbage" });
      assert.ok(!looksLikeMark(value));
    });
  }

  it("is not parsed from arbitrary text, which never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (value) => {
        assert.equal(readMark(value, binding).state, "garbage");
      }),
    );
  });

  it("is absent if the group has none", () => {
    assert.deepEqual(readMark(undefined, binding), { state: "absent" });
  });

  it("stays within 512 bytes with the longest identity and names in any script, and distinguishes long names", () => {
    const long = fc.record({
      identity: fc.stringMatching(/^[A-Za-z0-9._:/@+-]{64}$/),
      stack: fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 }),
      name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 }),
    });
    const longest = { identity: "i".repeat(64), stack: "ü/日本/".repeat(100), name: "\u0000\ud800🙂".repeat(100) };
    fc.assert(
      fc.property(long, (longOwner) => {
        const marked = { owner: longOwner, expires: 9_999_999_999, persist: true };
        const mark = writeMark(marked, { ...binding, createTime: 9_999_999_999 });
        assert.ok(Buffer.byteLength(mark) <= maxMarkBytes, `${Buffer.byteLength(mark)} bytes`);
        const reading = readMark(mark, { ...binding, createTime: 9_999_999_999 });
        assert.ok(matchesMark(reading, marked));
        for (const other of [
          { name: `${longOwner.name}x` },
          { stack: `${longOwner.stack}x` },
          { identity: `${longOwner.identity.slice(1)}~` },
        ])
          assert.ok(!matchesMark(reading, { ...marked, owner: { ...longOwner, ...other } }), JSON.stringify(other));
        assert.ok(!matchesMark(reading, { ...marked, expires: undefined }));
        assert.ok(reading.state === "valid" && reading.owner.stack === markedStack(longOwner.stack));
      }),
      { examples: [[longest]] },
    );
  });

  it("has a key id that differs from key to key and reveals nothing of the key", () => {
    assert.equal(keyIdOf("a"), keyIdOf("a"));
    assert.notEqual(keyIdOf("a"), keyIdOf("b"));
    assert.match(keyIdOf("secret"), /^[A-Za-z0-9_-]{8}$/);
  });
});
