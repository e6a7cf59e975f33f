import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import { withoutPrototypeKey } from "../../../sdk/base/prototypeKey";

const strange: Readonly<Record<string, string>> = JSON.parse('{"__proto__":"x","a":"b"}');
const message = /has a key __proto__/;

/** Each property that accepts a map, given one with the key. */
const CREATE: Readonly<Record<string, () => pulumi.CustomResource>> = {
  "GroupAttributes.attributes": () => new sdk.GroupAttributes("part", { group: "room", attributes: strange }),
  "GroupCounters.initial": () =>
    new sdk.GroupCounters("part", { group: "room", initial: JSON.parse('{"__proto__":1}') }),
  "GroupCounters.fixed": () => new sdk.GroupCounters("part", { group: "room", fixed: { ["__proto__"]: 1n } }),
  "Group.customFields": () => new sdk.Group("part", { type: "Public", name: "x", customFields: strange }),
  "Group.farewell": () =>
    new sdk.Group("part", { type: "Public", name: "x", farewell: { message: "x", ["__proto__"]: {} } as never }),
  "GroupMember.customFields": () =>
    new sdk.GroupMember("part", { group: "room", userId: "bob", customFields: strange }),
  "GroupMembers.members[1].customFields": () =>
    new sdk.GroupMembers("part", { group: "room", members: ["alice", { userId: "bob", customFields: strange }] }),
  Topic: () => new sdk.Topic("part", JSON.parse('{"group":"room","name":"x","__proto__":"x"}')),
};

describe("a key __proto__, which Pulumi's SDK would drop silently", () => {
  before(async () => {
    const engine: pulumi.runtime.Mocks = {
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: () => ({}),
    };
    await pulumi.runtime.setMocks(engine, "project", "stack", false, "organization");
  });

  for (const [where, create] of Object.entries(CREATE)) {
    it(`is refused in ${where}, by name`, () => {
      assert.throws(create, (error: unknown) => {
        assert.ok(pulumi.RunError.isInstance(error));
        const [kind, property] = where.split(/\.(.*)/);
        assert.ok(error.message.startsWith(`${kind} "part": ${property ?? "it"} has a key __proto__`), error.message);
        return true;
      });
    });
  }

  it("is refused as soon as it is known, if it becomes known later", async () => {
    const later = pulumi.output(1).apply(() => strange);
    for (const value of [later, Promise.resolve(strange), { a: later }, [Promise.resolve(strange)]]) {
      const seen = pulumi.output(withoutPrototypeKey("it", value) as pulumi.Input<object>);
      await assert.rejects(
        new Promise((_, reject) => (seen as unknown as { promise(): Promise<unknown> }).promise().catch(reject)),
        message,
      );
    }
  });

  it("that has already set a prototype is refused as well", () => {
    assert.throws(() => withoutPrototypeKey("it", Object.setPrototypeOf({ a: "b" }, { x: "y" })), message);
  });

  it("is the only refused key: everything else is passed on unchanged", async () => {
    const group = new sdk.Group("room", { type: "Public", name: "x" });
    const asset = new pulumi.asset.StringAsset("x");
    const value = { constructor: "x", prototype: "y", n: null, u: undefined, list: [1, "a"], group, asset };
    const after = withoutPrototypeKey("it", value);
    assert.deepEqual({ ...after }, value);
    assert.equal(after.group, group);
    assert.equal(after.asset, asset);
    const secret = withoutPrototypeKey("it", pulumi.secret({ a: "b" }));
    assert.equal(await pulumi.isSecret(secret), true);
  });
});
