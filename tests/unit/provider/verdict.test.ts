import assert from "node:assert/strict";
import { foreignOwnerText } from "../../../provider/ownership/foreignOwner";
import type { MarkReading } from "../../../provider/ownership/mark";
import { type Ownership, ownershipFrom } from "../../../provider/ownership/verdict";
import { identity, otherIdentity } from "./support/plan";

const ours = { identity, stack: "acme/chat/dev", name: "ops" };
/** Another program, with a stack of the same name. */
const foreignOwner = { ...ours, identity: otherIdentity };

/** The possible contents of one location, and the ownership that each means alone. */
const readings = {
  absent: [{ state: "absent" }, "unknown"],
  garbage: [{ state: "garbage" }, "unknown"],
  unavailable: [{ state: "unavailable" }, "unknown"],
  "valid and ours": [{ state: "valid", owner: ours, expires: undefined }, "owned"],
  "unverified and naming us": [{ state: "unverified", owner: ours }, "unknown"],
  "valid and another's": [{ state: "valid", owner: foreignOwner, expires: undefined }, "foreign"],
  "unverified and naming another": [{ state: "unverified", owner: foreignOwner }, "foreign"],
  "of another version": [{ state: "otherVersion" }, "foreign"],
} as const satisfies Record<string, readonly [MarkReading, Ownership["status"]]>;

/** The strictest one wins: a foreign mark in any location, then an own mark. */
const gravity: readonly Ownership["status"][] = ["unknown", "owned", "foreign"];

describe("the ownership of a group", () => {
  for (const [attribute, [reading, alone]] of Object.entries(readings)) {
    for (const [field, [inField, fieldAlone]] of Object.entries(readings)) {
      const expected = gravity[Math.max(gravity.indexOf(alone), gravity.indexOf(fieldAlone))];
      it(`is ${expected} where the attribute is ${attribute} and the owner field is ${field}`, () => {
        const ownership = ownershipFrom({ attribute: reading, fields: { owner: inField } }, [identity]);
        assert.equal(ownership.status, expected);
      });
    }
  }

  it("treats the fields of other stacks like its own", () => {
    const fields = { owner: readings["valid and ours"][0], theirs: readings["unverified and naming another"][0] };
    assert.deepEqual(ownershipFrom({ attribute: { state: "absent" }, fields }, [identity]), {
      status: "foreign",
      owner: foreignOwner,
    });
  });

  it("accepts any of our identities: the one in the state, and one pinned since then", () => {
    const marks = { attribute: readings["valid and ours"][0], fields: { owner: readings["valid and another's"][0] } };
    assert.equal(ownershipFrom(marks, [identity, otherIdentity]).status, "owned");
    assert.equal(ownershipFrom(marks, [otherIdentity]).status, "foreign");
  });

  it("is unknown if there is no mark at all", () => {
    assert.deepEqual(ownershipFrom({ attribute: { state: "absent" }, fields: {} }, [identity]), { status: "unknown" });
  });
});

describe("the description of a foreign owner", () => {
  it("names the resource, the stack and the identity", () => {
    assert.equal(foreignOwnerText(foreignOwner), `resource ops of stack acme/chat/dev (identity ${otherIdentity})`);
  });

  it("says what to do if the mark is of another version", () => {
    assert.match(
      foreignOwnerText({}),
      /another version of pulumi-tencent-chat \(update the package to see the owner\)/,
    );
  });

  it("is one short line, whatever name a forged mark contains", () => {
    const text = foreignOwnerText({
      identity: otherIdentity,
      stack: `s${"x".repeat(4000)}`,
      name: "\u001b[31mred\u0007",
    });
    assert.doesNotMatch(text, /\p{Cc}/u);
    assert.ok(text.length < 500, `${text.length} characters`);
  });
});
