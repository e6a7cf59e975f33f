import assert from "node:assert/strict";
import { isIdentity, ownerOf, parseNames } from "../../../provider/ownership/owner";
import { identity } from "./support/plan";

describe("the owner string that a program passes to the provider", () => {
  it("is read back whatever the resource's name", () => {
    for (const name of ["ops", "a/b/c", "with space", "über", "new\nline"]) {
      const names = { stack: "acme/chat/dev", name };
      assert.deepEqual(parseNames(`acme/chat/dev/${name}`), names);
      assert.deepEqual(ownerOf({ __identity: identity, __managedBy: `acme/chat/dev/${name}` }), { identity, ...names });
    }
  });

  for (const text of ["", "a/b/c", "a//c/d", "/b/c/d", "a/b/c/"]) {
    it(`is refused as ${JSON.stringify(text)}`, () => {
      assert.equal(parseNames(text), undefined);
      assert.throws(() => ownerOf({ __identity: identity, __managedBy: text }), TypeError);
    });
  }
});

describe("an identity", () => {
  for (const text of [identity, "a", "x".repeat(64), "acme/shop/production", "a.b_c:d@e+f-9"]) {
    it(`may be ${text}`, () => assert.ok(isIdentity(text)));
  }

  for (const text of ["", "x".repeat(65), "a b", 'a"b', "a\n", "ü", "a\\b", "a\u0000b"]) {
    it(`may not be ${JSON.stringify(text)}`, () => assert.ok(!isIdentity(text)));
  }
});
