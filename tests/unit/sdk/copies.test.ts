import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import type * as published from "../../../sdk/index";

/** Another copy of the package, such as one that a component library depends on. */
const copy: typeof published = require("../../../dist/sdk");

const room = { type: "Public", name: "Room" } as const;

/** The options with which each resource was registered. */
async function optionsOf(create: () => void): Promise<ReadonlyMap<string, pulumi.CustomResourceOptions>> {
  const options = new Map<string, pulumi.CustomResourceOptions>();
  await pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) });
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(({ name, opts }) => {
      options.set(name, opts);
      return undefined;
    });
    create();
  });
  return options;
}

describe("resources of two copies of the package in one program", () => {
  const classes = Object.entries(sdk).filter(
    (entry): entry is [string, typeof sdk.Group] => typeof entry[1] === "function" && /^[A-Z]/.test(entry[0]),
  );

  before(() => assert.notEqual(sdk.Group, copy.Group));

  it("are recognised by class, and not as each other", async () => {
    const made: Record<string, pulumi.Resource> = {};
    await optionsOf(() => {
      made["Group"] = new copy.Group("room", room);
      made["Account"] = new copy.Account("alice", { userId: "alice" });
      made["Topic"] = new copy.Topic("news", { group: "room", name: "News" });
      made["EphemeralStack"] = new copy.EphemeralStack("preview", { ttl: "1h" });
    });
    assert.equal(classes.length, 13);
    for (const [name, ours] of classes) {
      for (const [kind, resource] of Object.entries(made))
        assert.equal(ours.isInstance(resource), name === kind, `${name} of a ${kind}`);
      for (const value of [undefined, null, "room", {}, { __pulumiType: "aws:s3/bucket:Bucket" }])
        assert.equal(ours.isInstance(value), false);
    }
  });

  it("have a Provider that both recognise, unlike another package's", async () => {
    await optionsOf(() => {
      const provider = new copy.Provider("seoul", { region: "seoul" });
      assert.ok(sdk.Provider.isInstance(provider));
      class OtherProvider extends pulumi.ProviderResource {}
      const other = new OtherProvider("pulumi-nodejs", "other", {});
      assert.ok(!sdk.Provider.isInstance(other));
    });
  });

  it("are linked: a child of the other copy's Group is deleted with it, and has its provider and type", async () => {
    const made: { provider?: sdk.Provider; group?: sdk.Group } = {};
    const options = await optionsOf(() => {
      made.provider = new copy.Provider("seoul", { region: "seoul" });
      made.group = new copy.Group("room", room, { provider: made.provider });
      new sdk.GroupMember("bob", { group: made.group, userId: "bob" });
    });
    assert.equal(options.get("bob")?.deletedWith, made.group);
    assert.equal(options.get("bob")?.provider, made.provider);
  });

  it("are linked if the other copy's Group is retained or only read: a child is not deleted with it", async () => {
    const options = await optionsOf(() => {
      const groups = [new copy.Group("kept", room, { retainOnDelete: true }), copy.Group.get("read", "read")];
      for (const group of groups) new sdk.GroupAttributes("part", { group, attributes: {} }, { parent: group });
    });
    assert.equal(options.get("part")?.deletedWith, undefined);
  });
});
