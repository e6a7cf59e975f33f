import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";

/**
 * The text that every stack has in its state: a released format. A released text is never changed, not even
 * by a space, because existing stacks would then have another provider than new ones. New resources get a line of their own.
 */
const TEXTS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "Account",
    "BannedMembers",
    "Chatbot",
    "EphemeralStack",
    "Group",
    "GroupAttributes",
    "GroupCounters",
    "GroupFleet",
    "GroupMember",
    "GroupMembers",
    "MutedMembers",
    "Topic",
  ].map((kind) => [
    kind,
    `exports.handler=()=>{try{return require("pulumi-tencent-chat/provider").${kind}}catch(e){if(/'pulumi-t/.test(e))e.stack="",e.message="add pulumi-tencent-chat to the dependencies of your program";throw e}}`,
  ]),
);

/** The minimal arguments of each resource. The engine is a stand-in that only records what it is asked to register. */
const CREATE: Readonly<Record<string, () => pulumi.CustomResource>> = {
  Account: () => new sdk.Account("resource", { userId: "alice" }),
  BannedMembers: () => new sdk.BannedMembers("resource", { group: "resource", userIds: ["alice"], until: "forever" }),
  Chatbot: () => new sdk.Chatbot("resource", {}),
  EphemeralStack: () => new sdk.EphemeralStack("preview", { ttl: "48h" }),
  Group: () => new sdk.Group("resource", { type: "Public", name: "Resource" }),
  GroupAttributes: () => new sdk.GroupAttributes("resource", { group: "resource", attributes: { theme: "dark" } }),
  GroupCounters: () => new sdk.GroupCounters("resource", { group: "resource", fixed: { schema: 2n } }),
  GroupFleet: () => new sdk.GroupFleet("resource", { groups: {} }),
  GroupMember: () => new sdk.GroupMember("resource", { group: "resource", userId: "alice" }),
  GroupMembers: () => new sdk.GroupMembers("resource", { group: "resource", members: ["alice"] }),
  MutedMembers: () => new sdk.MutedMembers("resource", { group: "resource", userIds: ["alice"], until: "forever" }),
  Topic: () => new sdk.Topic("resource", { group: "resource", name: "Resource" }),
};

const isResource = (value: unknown) => typeof value === "function" && value.prototype instanceof pulumi.CustomResource;
const isProvider = (value: unknown) =>
  typeof value === "function" && value.prototype instanceof pulumi.ProviderResource;

const exported = Object.entries(sdk)
  .filter(([, value]) => isResource(value) && !isProvider(value))
  .map(([name]) => name);

describe("the provider text of a resource", () => {
  const registered: pulumi.runtime.MockResourceArgs[] = [];

  before(async () => {
    const engine: pulumi.runtime.Mocks = {
      newResource: (args) => {
        registered.push(args);
        return { id: `${args.name}-id`, state: args.inputs };
      },
      call: () => ({}),
    };
    await pulumi.runtime.setMocks(engine, "project", "stack", false, "organization");
    for (const create of Object.values(CREATE)) {
      await new Promise((resolve) => create().urn.apply(resolve));
    }
  });

  it("is pinned here for every resource that the package exports", () => {
    assert.deepEqual(exported, Object.keys(TEXTS));
    assert.deepEqual(exported, Object.keys(CREATE));
  });

  for (const [name, text] of Object.entries(TEXTS)) {
    it(`equals the released one, for ${name}, and has at most 215 bytes`, () => {
      const resource = registered.find(({ type }) => type === `pulumi-nodejs:dynamic/tencent-chat:${name}`);
      assert.equal(resource?.inputs.__provider, text);
      assert.ok(Buffer.byteLength(text) <= 215);
    });
  }

  it("leads the provider's host to the resource's own provider", () => {
    for (const [name, text] of Object.entries(TEXTS)) {
      const asked: string[] = [];
      const module: { handler?: () => unknown } = {};
      const load = (id: string) => {
        asked.push(id);
        return { [name]: `the provider of ${name}` };
      };
      new Function("exports", "require", text)(module, load);
      assert.equal(module.handler?.(), `the provider of ${name}`);
      assert.deepEqual(asked, ["pulumi-tencent-chat/provider"]);
    }
  });
});
