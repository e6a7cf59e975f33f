import assert from "node:assert/strict";
import fc from "fast-check";
import {
  certifiesEphemeral,
  certifiesIdentity,
  type DerivedFrom,
  derivedPart,
  deriveGroupId,
  looksDerived,
} from "../../../provider/ownership/derivedId";
import { groupIdProblem, typeNames } from "../../../provider/resources/group/schema/typeRules";
import { identity, otherIdentity } from "./support/plan";

const types = [...new Set(Object.values(typeNames))];
const from: DerivedFrom = {
  identity,
  stack: "dev",
  name: "ops",
  type: "Public",
  supportTopic: false,
  isEphemeral: false,
};

/** The inputs of a derived id: names can be any text, an identity is validated. */
const anything: fc.Arbitrary<DerivedFrom> = fc.record({
  identity: fc.stringMatching(/^[A-Za-z0-9._:/@+-]{1,64}$/),
  stack: fc.stringMatching(/^[A-Za-z0-9_.-]{1,100}$/),
  name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
  type: fc.constantFrom(...types),
  supportTopic: fc.boolean(),
  isEphemeral: fc.boolean(),
});

describe("a derived group id", () => {
  it("contains stack and resource name and is a released format", () => {
    assert.equal(deriveGroupId(from), "dev-ops-e2qguh5oplretdpk");
    assert.equal(deriveGroupId({ ...from, isEphemeral: true }), "dev-ops-esb4peptplretdpk");
    assert.equal(deriveGroupId({ ...from, type: "Community", supportTopic: true }), "@TGS#_dev-ops-e2qguh5o7oshovyp");
    assert.equal(
      deriveGroupId({ ...from, stack: "pull-request-1234", name: "Büro & Küche / 2" }),
      "pull-request-B-ro-K-che-2-e2qguh5orqe7i7ou",
    );
  });

  it("has at most 48 bytes, is valid for the service whatever the names, and is deterministic", () => {
    fc.assert(
      fc.property(anything, (given) => {
        const id = deriveGroupId(given);
        assert.equal(groupIdProblem(id, given.type as (typeof types)[number]), undefined, id);
        assert.ok(Buffer.byteLength(id) <= 48);
        assert.equal(deriveGroupId({ ...given }), id);
      }),
    );
  });

  it("changes with each of its inputs except the stack's name, which is there for people to read", () => {
    const all: DerivedFrom[] = [
      from,
      { ...from, identity: otherIdentity },
      { ...from, name: "other" },
      { ...from, type: "ChatRoom" },
      { ...from, type: "Community" },
      { ...from, type: "Community", supportTopic: true },
      { ...from, isEphemeral: true },
    ];
    assert.equal(new Set(all.map(deriveGroupId)).size, all.length);
    const hashOf = (given: DerivedFrom) => deriveGroupId(given).slice(-16);
    assert.equal(hashOf({ ...from, stack: "renamed" }), hashOf(from));
  });

  it("differs for two resources whose long names differ only at the end", () => {
    const name = "x".repeat(100);
    assert.notEqual(deriveGroupId({ ...from, name: `${name}1` }), deriveGroupId({ ...from, name: `${name}2` }));
  });

  it("certifies to its own identity alone whether it was declared in an ephemeral stack", () => {
    fc.assert(
      fc.property(anything, anything, (given, { identity: other }) => {
        const id = deriveGroupId(given);
        assert.equal(certifiesEphemeral(id, given.identity), given.isEphemeral);
        assert.ok(certifiesIdentity(id, given.identity));
        fc.pre(other !== given.identity);
        assert.equal(certifiesEphemeral(id, other), false);
        assert.equal(certifiesIdentity(id, other), false);
      }),
    );
  });

  it("is recognised as one of its stack, and of no stack whose name begins differently", () => {
    fc.assert(
      fc.property(anything, (given) => {
        assert.ok(looksDerived(deriveGroupId(given), given.stack));
        assert.ok(!looksDerived(deriveGroupId(given), `no${given.stack}`) || given.stack.startsWith("no"));
      }),
    );
  });

  for (const groupId of [
    "lobby",
    "dev-ops-abc",
    "dev-ops-",
    "",
    "dev-ops-0123456789abcdef",
    "@TGS#_dev",
    `${deriveGroupId(from)}x`,
    deriveGroupId({ ...from, isEphemeral: true }).slice(0, -1),
    deriveGroupId({ ...from, isEphemeral: true }).toUpperCase(),
  ]) {
    it(`is not ${JSON.stringify(groupId)}`, () => {
      assert.ok(!certifiesEphemeral(groupId, identity));
      assert.ok(!looksDerived(groupId, "dev"));
    });
  }

  it("of a stack is never confused with an id that a user chose", () => {
    assert.ok(!looksDerived("prod-ops-abcdefghijklmnop", "dev"));
    assert.ok(looksDerived("dev-ops-abcdefghijklmnop", "dev"), "resembling one proves nothing");
    assert.ok(!certifiesEphemeral("dev-ops-abcdefghijklmnop", identity));
  });
});

describe("the derived part of an id", () => {
  it("is a released format", () => {
    assert.equal(derivedPart({ identity, name: "greeter" }, ["chatbot"], 27), "greeter-xftmdt6hd2shrijn");
  });

  it("fits whatever the name, and changes with each of its inputs", () => {
    const name = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(name, fc.integer({ min: 20, max: 60 }), (name, most) => {
        const part = derivedPart({ identity, name }, ["x"], most);
        assert.match(part, /^[A-Za-z0-9_-]*-[a-z2-7]{16}$/);
        assert.ok(part.length <= most);
        assert.notEqual(derivedPart({ identity: otherIdentity, name }, ["x"], most), part);
        assert.notEqual(derivedPart({ identity, name: `${name}x` }, ["x"], most), part);
        assert.notEqual(derivedPart({ identity, name }, ["y"], most), part);
      }),
    );
  });
});
