import assert from "node:assert/strict";
import fc from "fast-check";
import { GroupHost, ownedBy } from "./support/groups";
import { UNKNOWN } from "./support/values";

const least = { type: "Public", name: "Room", ...ownedBy("room") };

describe("invalid input, in the real provider process", () => {
  let bench: GroupHost;

  before(async () => {
    bench = await GroupHost.start();
  });
  after(() => bench.stop());

  const properties = [
    "type",
    "name",
    "groupId",
    "ownerAccount",
    "introduction",
    "notification",
    "faceUrl",
    "maxMemberCount",
    "applyJoinOption",
    "inviteJoinOption",
    "muteAllMembers",
    "customFields",
    "supportTopic",
    "adopt",
  ];
  const bad: Record<string, unknown> = {
    "a huge text": "x".repeat(10_000_000),
    "an empty object": {},
    "a list": [1, "a", null],
    "a nested object": { a: { b: { c: [] } } },
    "a number out of range": 1e300,
    "a negative number": -1,
    "emoji over every byte limit": "😀".repeat(129),
    null: null,
  };

  for (const property of properties) {
    for (const [title, value] of Object.entries(bad)) {
      // An empty map is a valid value of customFields.
      if (property === "customFields" && title === "an empty object") continue;
      it(`names ${property} when it is ${title}`, async () => {
        const { failures } = await bench.host.check({}, { ...least, [property]: value });
        assert.equal(failures.length, 1);
        // The engine prints the value of a property that a failure names.
        assert.equal(failures[0]?.property, "");
        assert.match(String(failures[0]?.reason), new RegExp(`^${property}\\W`));
        assert.ok((failures[0]?.reason.length ?? 0) < 600);
      });
    }
  }

  it("does not touch values that are unknown before the update", async () => {
    const unknowns = Object.fromEntries(properties.map((property) => [property, UNKNOWN]));
    const { inputs, failures } = await bench.host.check({}, { ...least, ...unknowns });
    assert.deepEqual(failures, []);
    assert.equal(inputs["groupId"], UNKNOWN);
  });

  it("only fails with named failures, whatever the input, and makes no call", async () => {
    const names = fc.oneof(
      fc.constantFrom(...properties, "__proto__", "constructor", "toString", "hasOwnProperty"),
      fc.string(),
    );
    const values = fc.oneof(fc.jsonValue(), fc.string({ unit: "grapheme", maxLength: 400 }));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, values, { noNullPrototype: true }), async (given) => {
        const { failures } = await bench.host.check({}, { ...least, ...given });
        const reasons = failures.map(({ reason }) => reason);
        assert.equal(new Set(reasons).size, reasons.length, "no duplicates");
        assert.ok(failures.every(({ property }) => property === ""));
      }),
      { numRuns: 300 },
    );
    assert.equal(bench.emulator.journal.count(), 0);
  });
});
