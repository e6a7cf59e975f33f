import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import { settled } from "./functions/support/program";

const resources: pulumi.runtime.MockResourceArgs[] = [];
const calls: pulumi.runtime.MockCallArgs[] = [];

/** As Pulumi's documentation shows it: no organization, the inputs as the state. */
function setMocks(call: (args: pulumi.runtime.MockCallArgs) => unknown = ({ inputs }) => inputs): Promise<void> {
  return pulumi.runtime.setMocks({
    newResource: (args) => {
      resources.push(args);
      return { id: `${args.name}_id`, state: args.inputs };
    },
    call: (args) => {
      calls.push(args);
      return call(args) as Record<string, unknown>;
    },
  });
}

const room = { type: "Public", name: "Room" } as const;
const child = { group: "room" } as const;
const until = "forever";

/** Every resource, with the outputs that the mock does not return. */
const CREATE: Readonly<Record<string, readonly [() => pulumi.CustomResource, Readonly<Record<string, unknown>>]>> = {
  Account: [() => new sdk.Account("x", { userId: "alice" }), { userId: "alice", existedBefore: false }],
  BannedMembers: [() => new sdk.BannedMembers("x", { ...child, userIds: ["bob"], until }), { groupId: "room" }],
  Chatbot: [() => new sdk.Chatbot("x", {}), { userId: "x_id", existedBefore: false }],
  EphemeralStack: [() => new sdk.EphemeralStack("x", { ttl: "1h" }), { ttl: "1h" }],
  Group: [() => new sdk.Group("x", room), { groupId: "x_id", name: "Room", createTime: 1767225600 }],
  GroupAttributes: [() => new sdk.GroupAttributes("x", { ...child, attributes: {} }), { groupCreateTime: 1767225600 }],
  GroupCounters: [() => new sdk.GroupCounters("x", { ...child, fixed: { a: 1n } }), { fixed: { a: "1" } }],
  GroupFleet: [
    () =>
      new sdk.GroupFleet("x", { defaults: { ...room, groupId: "id-{key}" }, groups: { a: {}, b: { groupId: "b" } } }),
    { ids: { a: "id-a", b: "b" } },
  ],
  GroupMember: [() => new sdk.GroupMember("x", { ...child, userId: "bob" }), { userId: "bob", groupId: "room" }],
  GroupMembers: [() => new sdk.GroupMembers("x", { ...child, members: [] }), { groupCreateTime: 1767225600 }],
  MutedMembers: [() => new sdk.MutedMembers("x", { ...child, userIds: ["bob"], until }), { groupId: "room" }],
  Topic: [() => new sdk.Topic("x", { ...child, name: "News" }), { topicId: "x_id", createTime: 1767225600 }],
};

const outputOf = (resource: pulumi.CustomResource, name: string) =>
  settled((resource as unknown as Record<string, pulumi.Output<unknown>>)[name] ?? assert.fail(`no output ${name}`));

describe("under the mocks of Pulumi's documentation", () => {
  beforeEach(async () => {
    resources.length = 0;
    calls.length = 0;
    await setMocks();
  });

  it("every resource is tested", () => {
    const classes = Object.entries(sdk).filter(([name, value]) => typeof value === "function" && /^[A-Z]/.test(name));
    assert.deepEqual(
      classes.map(([name]) => name).filter((name) => name !== "Provider"),
      Object.keys(CREATE),
    );
  });

  for (const [kind, [create, expected]] of Object.entries(CREATE)) {
    it(`a ${kind} has the outputs that the provider would add`, async () => {
      const resource = create();
      for (const [name, value] of Object.entries({ ...expected, sdkAppId: 1400000000 }))
        assert.deepEqual(await outputOf(resource, name), value, name);
      const declared = resources.find(({ type }) => type === `pulumi-nodejs:dynamic/tencent-chat:${kind}`);
      assert.equal(declared?.inputs.__managedBy, "organization/project/stack/x");
    });
  }

  it("a GroupFleet has the chosen ids of its groups, and the key of each other group", async () => {
    const ids = (args: sdk.GroupFleetArgs) => outputOf(new sdk.GroupFleet("x", args), "ids");
    assert.deepEqual(await ids({ defaults: room, groups: { a: {}, b: { groupId: pulumi.output("b2") } } }), {
      a: "a",
      b: "b2",
    });
    assert.deepEqual(await ids({ defaults: room, count: 2 }), { 0: "0", 1: "1" });
    const template = { groupId: "match-{index}" };
    assert.deepEqual(await ids({ defaults: { ...room, groupId: "x" }, count: pulumi.output(1), template }), {
      0: "match-0",
    });
  });

  it("what the mock returns has priority", async () => {
    const state = { groupId: "lobby", sdkAppId: 7, createTime: 1 };
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "id", state }), call: () => ({}) });
    const group = new sdk.Group("room", room);
    for (const [name, value] of Object.entries(state)) assert.equal(await outputOf(group, name), value);
  });

  it("a child resource has the id of its group", async () => {
    const topic = new sdk.Topic("news", { group: new sdk.Group("room", room), name: "News" });
    assert.equal(await settled(topic.groupId), "room_id");
  });

  it("Group.get returns what the mock returns, and calls no function", async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ id }) => ({ id, state: { name: `name of ${id}` } }),
      call: () => assert.fail("it made a call"),
    });
    const lobby = sdk.Group.get("lobby", "lobby-prod");
    assert.equal(await settled(lobby.name), "name of lobby-prod");
    assert.equal(await settled(lobby.groupId), "lobby-prod");
  });

  it("a Provider works, and each call of setMocks sees the provider that is made without one", async () => {
    const seoul = new sdk.Provider("seoul", { sdkAppId: 7, region: "seoul" });
    await settled(new sdk.Group("room", room, { provider: seoul }).urn);
    await setMocks();
    await settled(new sdk.Group("hall", room).urn);
    const providers = resources.filter(({ type }) => type === "pulumi:providers:pulumi-nodejs");
    assert.deepEqual(providers.map(({ name }) => name).sort(), [
      "seoul",
      "tencent-chat-default",
      "tencent-chat-default",
    ]);
  });

  it("a function calls the mock, in both forms, with token, arguments and provider", async () => {
    await setMocks(({ token, inputs }) => ({ name: `${token} ${inputs.groupId}` }));
    const { name } = await sdk.getGroup({ groupId: "lobby" });
    assert.equal(name, "tencent-chat:index:getGroup lobby");
    const provider = new sdk.Provider("seoul", { region: "seoul" });
    const { groupId } = new sdk.Group("room", room);
    const output = sdk.getGroupOutput({ groupId }, { provider });
    assert.equal(await settled(output.name), "tencent-chat:index:getGroup room_id");
    assert.deepEqual(calls[0], { token: "tencent-chat:index:getGroup", inputs: { groupId: "lobby" } });
    assert.match(calls[1]?.provider ?? "", /::pulumi:providers:pulumi-nodejs::seoul::seoul_id$/);
  });

  it("a function returns a list or a number as the mock returns it, and fails as the mock fails", async () => {
    await setMocks(() => ["lobby"]);
    assert.deepEqual(await sdk.listGroups(), ["lobby"]);
    await setMocks(() => 7);
    assert.equal(await sdk.getOnlineMemberCount({ groupId: "live" }), 7);
    await setMocks(() => assert.fail("no such group"));
    await assert.rejects(sdk.getGroup({ groupId: "lobby" }), /no such group/);
  });

  it("a function of a component has the component's provider", async () => {
    await setMocks(() => ({}));
    const provider = new sdk.Provider("seoul", { region: "seoul" });
    const parent = new pulumi.ComponentResource("acme:index:Team", "team", {}, { provider });
    await sdk.getGroup({ groupId: "lobby" }, { parent });
    assert.match(calls[0]?.provider ?? "", /::seoul::seoul_id$/);
  });
});
