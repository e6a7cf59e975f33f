import assert from "node:assert/strict";
import fc from "fast-check";
import type { PlanContext } from "../../../provider/handler";
import { groupAttributesHandler } from "../../../provider/resources/groupAttributes";
import { attributeChanges } from "../../../provider/resources/groupAttributes/diff";
import { unknownValue } from "../../../provider/validation/schema";
import { here, ownedBy, plan } from "./support/plan";

const valid = { groupId: "room", attributes: { theme: "dark" }, ...ownedBy("part") };

function reasons(news: object, more: Partial<PlanContext> = {}): readonly string[] {
  const { failures } = groupAttributesHandler.check({}, { ...valid, ...news }, { ...plan, ...more });
  return failures.map(({ property, reason }) => `${property} ${reason}`);
}

function keys(count: number, value = "x"): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, value]));
}

describe("check of group attributes", () => {
  it("accepts what the service accepts, and no more than the owner mark leaves room for", () => {
    assert.deepEqual(reasons({}), []);
    assert.deepEqual(reasons({ attributes: {} }), []);
    assert.deepEqual(reasons({ attributes: keys(15) }), []);
    assert.match(
      String(reasons({ attributes: keys(16) })),
      /at most 15 keys \(the owner mark .* takes the rest\); got 16/,
    );
    assert.deepEqual(reasons({ attributes: keys(16) }, { ownerField: "owner" }), []);
    assert.match(String(reasons({ attributes: keys(17) }, { ownerField: "owner" })), /at most 16 keys; got 17/);
  });

  it("counts bytes, not characters", () => {
    assert.deepEqual(reasons({ attributes: { ["é".repeat(16)]: "é".repeat(2000) } }), []);
    assert.match(
      String(reasons({ attributes: { ["é".repeat(17)]: "x" } })),
      /1 to 32 bytes \(UTF-8\); got one of 34 bytes \(17 characters\)/,
    );
    assert.match(
      String(reasons({ attributes: { a: "é".repeat(2001) } })),
      /key "a" .*1 to 4000 bytes.*got text of 4002 bytes/,
    );
    assert.match(String(reasons({ attributes: keys(4, "x".repeat(3999)) })), /at most 15482 bytes .*; got 16012/);
    assert.deepEqual(reasons({ attributes: keys(4, "x".repeat(3990)) }, { ownerField: "owner" }), []);
  });

  it("reserves the key of the owner mark", () => {
    assert.match(String(reasons({ attributes: { pulumi: "x" } })), /key "pulumi" holds the group's owner mark/);
    assert.match(String(reasons({ attributes: { pulumi: "x" } }, { ownerField: "owner" })), /owner mark/);
  });

  for (const [title, attributes] of [
    ["a missing map", "dark"],
    ["a list", ["dark"]],
    ["null", null],
    ["nothing", undefined],
    ["an empty key", { "": "x" }],
    ["an empty value", { a: "" }],
    ["a number", { a: 1 }],
    ["a lone surrogate", { a: "\ud800" }],
    ["a foreign prototype", Object.create({ a: "b" })],
  ] as const) {
    it(`refuses ${title}, once`, () => assert.equal(reasons({ attributes }).length, 1));
  }

  it("does not touch values that are not known yet", () => {
    assert.deepEqual(reasons({ groupId: unknownValue, attributes: { a: unknownValue } }), []);
    assert.deepEqual(reasons({ attributes: unknownValue }), []);
  });

  it("never repeats a value", () => {
    assert.ok(!String(reasons({ attributes: { a: "hunter2".repeat(1000) } })).includes("hunter2"));
  });
});

describe("diff of group attributes", () => {
  const state = { ...valid, ...here, groupCreateTime: 1 };
  const diff = (news: object) => groupAttributesHandler.diff(state, { ...valid, ...news }, plan);

  it("sees changes of declared values", () => {
    assert.equal(diff({}).changes, "none");
    assert.equal(diff({ attributes: { theme: "light" } }).changes, "inputs");
    assert.equal(diff({ exclusive: false }).changes, "inputs");
    assert.deepEqual(diff({ attributes: {} }).replaces, []);
    assert.deepEqual(diff({ groupId: "other" }).replaces, ["groupId"]);
  });
});

describe("a change of group attributes", () => {
  const attributes = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("1", "2"));

  it("turns any actual state into the declared one, and keeps unmanaged attributes", () => {
    fc.assert(
      fc.property(
        attributes,
        attributes,
        fc.option(attributes, { nil: undefined }),
        fc.boolean(),
        fc.boolean(),
        attributes,
        (...given) => {
          const [declared, actual, before, exclusive, wasExclusive, found] = given;
          const known = before && {
            ...valid,
            attributes: { ...found, ...before },
            exclusive: wasExclusive,
            undeclared: Object.keys(found).filter((key) => !(key in before)),
          };
          const change = attributeChanges({ attributes: declared, exclusive }, known, actual);
          const after = new Map<string, string>(Object.entries(actual));
          for (const key of change?.removed ?? [])
            assert.ok(after.delete(key), "removed an attribute that does not exist");
          for (const [key, value] of Object.entries(change?.set ?? {})) after.set(key, value);
          const unmanaged = exclusive
            ? {}
            : Object.fromEntries(Object.entries(actual).filter(([key]) => !(key in (before ?? {}))));
          assert.deepEqual(Object.fromEntries(after), { ...unmanaged, ...declared });
          assert.equal(
            attributeChanges({ attributes: declared, exclusive }, known, Object.fromEntries(after)),
            undefined,
          );
        },
      ),
    );
  });
});
