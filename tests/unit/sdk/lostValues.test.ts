import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import { withoutLostValues } from "../../../sdk/base/lostValues";

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
      const seen = pulumi.output(withoutLostValues("it", value) as pulumi.Input<object>);
      await assert.rejects(
        new Promise((_, reject) => (seen as unknown as { promise(): Promise<unknown> }).promise().catch(reject)),
        message,
      );
    }
  });

  it("that has already set a prototype is refused as well", () => {
    assert.throws(() => withoutLostValues("it", Object.setPrototypeOf({ a: "b" }, { x: "y" })), message);
  });

  it("is the only refused key: everything else is passed on unchanged", async () => {
    const group = new sdk.Group("room", { type: "Public", name: "x" });
    const asset = new pulumi.asset.StringAsset("x");
    const value = { constructor: "x", prototype: "y", n: null, u: undefined, list: [1, "a"], group, asset };
    const after = withoutLostValues("it", value);
    assert.deepEqual({ ...after }, value);
    assert.equal(after.group, group);
    assert.equal(after.asset, asset);
    const secret = withoutLostValues("it", pulumi.secret({ a: "b" }));
    assert.equal(await pulumi.isSecret(secret), true);
  });
});

describe("an Output inside a text, whose value is lost", () => {
  const group = () => new sdk.Group("ops", { type: "Public", name: "Ops" });
  const room = { type: "Public", name: "Room" } as const;
  const child = { group: "room" } as const;
  const until = "forever";
  // What `${group.groupId}` and JSON.stringify({ group }) give.
  const text = () => `x ${group().groupId}`;
  const json = () => JSON.stringify({ id: group().groupId });

  before(() =>
    pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) }),
  );

  /** A text property of each kind, and every form of nesting. */
  const CREATE: Readonly<Record<string, () => unknown>> = {
    'Account "x": nick': () => new sdk.Account("x", { userId: "alice", nick: text() }),
    'BannedMembers "x": description': () =>
      new sdk.BannedMembers("x", { ...child, userIds: ["bob"], until, description: text() }),
    'Chatbot "x": nick': () => new sdk.Chatbot("x", { nick: text() }),
    'EphemeralStack "x": ttl': () => new sdk.EphemeralStack("x", { ttl: text() }),
    'Group "x": introduction': () => new sdk.Group("x", { ...room, introduction: text() }),
    'Group "x": customFields.Team': () => new sdk.Group("x", { ...room, customFields: { Team: text() } }),
    'Group "x": farewell.message': () => new sdk.Group("x", { ...room, farewell: { message: text() } }),
    'GroupAttributes "x": attributes.a': () => new sdk.GroupAttributes("x", { ...child, attributes: { a: text() } }),
    'GroupAttributes "x": a key of attributes': () =>
      new sdk.GroupAttributes("x", { ...child, attributes: { [text()]: "a" } }),
    'GroupCounters "x": initial.a': () => new sdk.GroupCounters("x", { ...child, initial: { a: text() } }),
    'GroupMember "x": userId': () => new sdk.GroupMember("x", { ...child, userId: text() }),
    'GroupMembers "x": members[1]': () => new sdk.GroupMembers("x", { ...child, members: ["a", text()] }),
    'GroupMembers "x": members[0].nameCard': () =>
      new sdk.GroupMembers("x", { ...child, members: [{ userId: "a", nameCard: text() }] }),
    'MutedMembers "x": userIds[0]': () => new sdk.MutedMembers("x", { ...child, userIds: [text()], until }),
    'Topic "x": notification': () => new sdk.Topic("x", { ...child, name: "x", notification: text() }),
    "Group: the name of the resource": () => new sdk.Group(text(), room),
  };

  for (const [where, create] of Object.entries(CREATE)) {
    it(`is refused, by its place and with the function to use: ${where}`, () => {
      assert.throws(create, (error: unknown) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.ok(error.message.startsWith(`${where} has an Output inside a text`), error.message);
        assert.match(error.message, /Use `pulumi\.interpolate`/);
        return true;
      });
    });
  }

  it("is refused in JSON, with another function to use", () => {
    const create = () => new sdk.Topic("x", { ...child, name: "x", customString: json() });
    assert.throws(create, /Topic "x": customString has an Output inside a text.*`pulumi\.jsonStringify/);
  });

  it("is refused in the arguments of a function and of a Provider", async () => {
    await assert.rejects(sdk.getGroup({ groupId: text() }), /getGroup: groupId has an Output inside a text/);
    assert.throws(
      () => new sdk.Provider("seoul", { endpoint: text() }),
      /Provider "seoul": endpoint has an Output inside a text/,
    );
  });
});
