import assert from "node:assert/strict";
import fc from "fast-check";
import { accountHandler } from "../../../provider/resources/account";
import { changesOf, observedInputs, profileFields } from "../../../provider/resources/user/diff";
import { unknownValue } from "../../../provider/validation/schema";
import { here, ownedBy, plan } from "./support/plan";

const valid = { userId: "alice", ...ownedBy("alice") };

function reasons(news: object): readonly string[] {
  const { failures } = accountHandler.check({}, { ...valid, ...news }, plan);
  return failures.map(({ property, reason }) => `${property} ${reason}`);
}

describe("check of an account", () => {
  it("accepts user ids of 1 to 32 printable bytes, but not a chatbot's id", () => {
    for (const userId of ["a", "a".repeat(32), "a.b@example.org", unknownValue])
      assert.deepEqual(reasons({ userId }), []);
    for (const userId of ["", "a".repeat(33), "a b", "é", 5, undefined, null]) {
      assert.match(String(reasons({ userId })), /^userId .*1 to 32 bytes of printable ASCII/);
    }
    assert.match(String(reasons({ userId: "@RBT#ops" })), /declare a Chatbot instead/);
  });

  for (const [property, most] of [
    ["nick", 500],
    ["faceUrl", 500],
    ["location", 16],
    ["selfSignature", 500],
  ] as const) {
    it(`counts the bytes of ${property}`, () => {
      assert.deepEqual(reasons({ [property]: "é".repeat(most / 2) }), []);
      assert.match(String(reasons({ [property]: `${"é".repeat(most / 2)}x` })), new RegExp(`at most ${most} bytes`));
    });
  }

  it("accepts real calendar dates only as a birthday", () => {
    for (const birthday of ["1999-12-31", "2000-02-29"]) assert.deepEqual(reasons({ birthday }), []);
    for (const birthday of [
      "1999-02-29",
      "1999-13-01",
      "99-1-1",
      "19991231",
      19991231,
      "",
      "0099-01-01",
      "2000-01-01T",
    ]) {
      assert.match(String(reasons({ birthday })), /^birthday must be a date such as 1999-12-31; got /);
    }
  });

  it("accepts 32-bit numbers and the enum values of the service", () => {
    for (const property of ["language", "level", "role"]) {
      assert.deepEqual(reasons({ [property]: 4294967295 }), []);
      for (const value of [-1, 1.5, 4294967296, "1"]) assert.equal(reasons({ [property]: value }).length, 1);
    }
    assert.deepEqual(reasons({ gender: "Male", allowType: "AllowAny", adminForbidType: "None" }), []);
    assert.match(
      String(reasons({ gender: "male" })),
      /one of Unknown, Female, Male; got text of 4 bytes; did you mean Male\?/,
    );
  });
});

describe("diff of an account", () => {
  const state = { ...valid, nick: "Alice", ...here };
  const diff = (news: object) => accountHandler.diff(state, { ...valid, nick: "Alice", ...news }, plan);

  it("replaces it for another id, and updates everything else in place", () => {
    assert.deepEqual(diff({}), { replaces: [], changes: "none", deleteBeforeReplace: true });
    assert.deepEqual(diff({ userId: "bob" }).replaces, ["userId"]);
    assert.equal(diff({ userId: "bob" }).deleteBeforeReplace, false, "create before delete");
    for (const change of [{ nick: "A" }, { location: "x" }, { requireDelete: true }, { adopt: "always" }] as const) {
      assert.deepEqual([diff(change).changes, diff(change).replaces], ["inputs", []]);
    }
    assert.deepEqual(accountHandler.diff(state, state, { ...plan, sdkAppId: 1 }), {
      replaces: ["sdkAppId"],
      changes: "state",
      // The delete refuses the credentials of another app: nothing is created there first.
      deleteBeforeReplace: true,
    });
  });
});

describe("the profile of an account", () => {
  const fields = fc.record(
    {
      nick: fc.constantFrom("", "a", "b"),
      gender: fc.constantFrom("Unknown", "Male"),
      birthday: fc.constantFrom("1999-12-31", "2000-02-29"),
      level: fc.constantFrom(0, 1),
      allowType: fc.constantFrom("AllowAny", "DenyAny"),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const profile = fc.record(
    {
      nick: fc.constantFrom("", "a", "b"),
      gender: fc.constantFrom("Unknown", "Male"),
      birthday: fc.constantFrom(0, 19991231),
      level: fc.constantFrom(0, 1),
      allowType: fc.constantFrom("AllowAny", "DenyAny"),
    },
    { requiredKeys: [], noNullPrototype: true },
  );

  it("matches the declared state once all differences are written, and shows no drift then", () => {
    fc.assert(
      fc.property(fields, fields, profile, (declared, before, actual) => {
        const after = { ...actual, ...changesOf(declared, before, actual) };
        assert.equal(changesOf(declared, before, after), undefined);
        assert.deepEqual(observedInputs(declared, after), declared);
      }),
    );
  });

  it("has every field that a program can declare", () => assert.equal(profileFields.length, 11));
});
