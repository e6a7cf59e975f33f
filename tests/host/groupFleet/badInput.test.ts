import assert from "node:assert/strict";
import fc from "fast-check";
import { ownedBy } from "../support/groups";
import { UNKNOWN } from "../support/values";
import { FleetHost } from "./fleetHost";

const valid = { type: "Public", name: "Room" };
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [index, {}]));

/** Arguments that are refused, and the failure, which names the argument. */
const refused: Readonly<Record<string, readonly [args: object, failure: RegExp]>> = {
  "a setting of one group": [
    { groups: { lobby: { ...valid, name: "x".repeat(31) }, ops: valid } },
    /^groups\["lobby"\]\.name must be text of 1 to 30 bytes \(UTF-8\); got text of 31 bytes$/,
  ],
  "a missing setting": [
    { groups: { lobby: { type: "Public" } } },
    /^groups\["lobby"\]\.name is missing: it must be text/,
  ],
  "a setting that the defaults give": [
    { defaults: { ...valid, maxMemberCount: 0 }, groups: { lobby: {}, ops: {} } },
    /^defaults\.maxMemberCount must be an integer from 1 to 100000; got a smaller number$/,
  ],
  "a setting that only the defaults of a count give": [
    { defaults: { ...valid, introduction: 5 }, count: 3, template: {} },
    /^defaults\.introduction must be text/,
  ],
  "a setting of the template": [
    { defaults: valid, count: 3, template: { name: "" } },
    /^template\.name must be text of 1 to 30 bytes/,
  ],
  "a nested setting": [
    { defaults: valid, groups: { lobby: { disbandOnlyIf: { membersAtMost: -1 } } } },
    /^groups\["lobby"\]\.disbandOnlyIf\W/,
  ],
  "a setting that no group has": [
    { defaults: valid, groups: { lobby: { titel: "x" } } },
    /^groups\["lobby"\]\.titel is not a property of this resource/,
  ],
  "a type that does not exist": [
    { groups: { lobby: { name: "x", type: "Room" } } },
    /^groups\["lobby"\]\.type must be/,
  ],
  "a setting that the type refuses": [
    { defaults: { ...valid, type: "AVChatRoom" }, groups: { live: { maxMemberCount: 5 } } },
    /^groups\["live"\]\.maxMemberCount cannot be set on a group of type AVChatRoom/,
  ],
  "two groups with one id": [
    { defaults: valid, groups: { a: { groupId: "x" }, b: { groupId: "y" }, c: { groupId: "x" } } },
    /^groups\["c"\]\.groupId is that of the key "a" as well$/,
  ],
  "a template with the same id for all": [
    { defaults: valid, count: 2, template: { groupId: "x" } },
    /^template\.groupId is that of the key "0" as well$/,
  ],
  "an id that the service cannot have": [
    { defaults: { ...valid, groupId: "@TGS#{key}" }, groups: { a: {} } },
    /^defaults\.groupId must not start with @TGS#/,
  ],
  "a key of 65 bytes": [
    { defaults: valid, groups: { [`${"é".repeat(32)}x`]: {} } },
    /^groups must have keys of 1 to 64 bytes \(UTF-8\); got one of .*65 bytes/,
  ],
  "an empty key": [{ defaults: valid, groups: { "": {} } }, /^groups must have keys of 1 to 64 bytes/],
  "settings that are no object": [
    { groups: { lobby: "Public" } },
    /^groups\["lobby"\] must be an object with settings/,
  ],
  "groups that are no map": [{ groups: [valid] }, /^groups must be a map of keys to settings of groups/],
  "defaults that are no object": [{ defaults: "Public", groups: {} }, /^defaults must be an object with settings/],
  "50,001 groups": [{ defaults: valid, groups: many(50_001) }, /^groups must have at most 50000 groups; got 50001$/],
  "a count of 50,001": [{ defaults: valid, count: 50_001 }, /^count must be an integer from 0 to 50000/],
  "groups together with a count": [{ defaults: valid, groups: {}, count: 1 }, /^groups cannot be given together with/],
  "groups together with a template": [{ groups: {}, template: valid }, /^groups cannot be given together with/],
  "a template without a count": [{ template: valid }, /^groups is missing: give groups, .* or count and template$/],
  "neither groups nor a count": [{ defaults: valid }, /^groups is missing/],
  "an argument that a fleet does not have": [{ defaults: valid, groups: {}, size: 5 }, /^size is not a property/],
};

describe("invalid arguments of a fleet, in the real provider process", () => {
  let fleets: FleetHost;
  const failuresOf = async (args: object): Promise<readonly string[]> => {
    const checked = await fleets.bench
      .nextRun()
      .of("GroupFleet")
      .check({}, { ...args, ...ownedBy("rooms") });
    assert.ok(checked.failures.every(({ property }) => property === ""));
    return checked.failures.map(({ reason }) => reason);
  };

  before(async () => {
    fleets = await FleetHost.start();
  });
  afterEach(() => assert.equal(fleets.emulator.journal.count(), 0, "a check makes no call"));
  after(() => fleets.stop());

  for (const [title, [args, failure]] of Object.entries(refused)) {
    it(`are reported once, with where they are: ${title}`, async () => {
      const failures = await failuresOf(args);
      assert.equal(failures.length, 1, failures.join("\n"));
      assert.match(String(failures[0]), failure);
    });
  }

  it("are counted where there are many", async () => {
    const bad = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, { maxMemberCount: 0 }]));
    const failures = await failuresOf({ defaults: valid, groups: bad });
    assert.equal(failures.length, 11);
    assert.equal(failures.at(-1), "groups have 30 more such problems");
  });

  it("may have the names of JavaScript's own properties as keys", async () => {
    const keys = ["constructor", "toString", "hasOwnProperty", "valueOf"];
    assert.deepEqual(
      await failuresOf({ defaults: valid, groups: Object.fromEntries(keys.map((key) => [key, {}])) }),
      [],
    );
  });

  it("are named whatever they are, and unknown values are not touched", async () => {
    const names = fc.constantFrom("type", "name", "groupId", "maxMemberCount", "customFields", "farewell", "toString");
    const settings = fc.oneof(
      fc.jsonValue(),
      fc.constant(UNKNOWN),
      fc.dictionary(names, fc.jsonValue(), { noNullPrototype: true }),
    );
    const groups = fc.oneof(settings, fc.dictionary(fc.string({ maxLength: 5 }), settings, { noNullPrototype: true }));
    const args = fc.record(
      { groups, count: fc.jsonValue(), template: settings, defaults: settings },
      { requiredKeys: [], noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(args, async (given) => {
        const failures = await failuresOf(given);
        assert.equal(new Set(failures).size, failures.length, "no duplicates");
        for (const failure of failures) assert.match(failure, /^(groups|count|template|defaults)\W/);
      }),
      { numRuns: 200 },
    );
  });
});
