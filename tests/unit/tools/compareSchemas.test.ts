import assert from "node:assert/strict";

const load = () => import("../../../tools/lib/schema/compare.mjs");
type Schema = Parameters<Awaited<ReturnType<typeof load>>["breakingChanges"]>[0];

const text = { type: "string" };
const member = { $ref: "#/types/chat:index:Member" };
const base = {
  name: "chat",
  config: { variables: { region: text } },
  provider: { inputProperties: { key: { ...text, secret: true } } },
  types: {
    "chat:index:Member": { properties: { userId: text, role: text }, required: ["userId"] },
    "chat:index:Kind": { enum: [{ value: "Public" }, { value: "Private" }] },
  },
  resources: {
    "chat:index:Group": {
      inputProperties: { name: text, members: { type: "array", items: member } },
      requiredInputs: ["name"],
      properties: { name: text, createTime: { type: "number" } },
      required: ["name"],
      aliases: [{ type: "dynamic/chat:Group" }],
    },
  },
  functions: {
    "chat:index:getGroup": {
      inputs: { properties: { groupId: text }, required: ["groupId"] },
      outputs: { properties: { name: text }, required: ["name"] },
    },
  },
};

/** Changes that break nothing. */
const harmless: Readonly<Record<string, (schema: typeof base) => unknown>> = {
  "is equal": () => {},
  "has a further value of an enumeration": (it) => it.types["chat:index:Kind"].enum.push({ value: "Work" }),
  "has a further optional property": (it) => Object.assign(it.types["chat:index:Member"].properties, { nick: text }),
  "has a further optional input": (it) => Object.assign(group(it).inputProperties, { topic: text }),
  "requires an input no longer": (it) => group(it).requiredInputs.pop(),
  "has an output that is no longer optional": (it) => group(it).required.push("createTime"),
};

/** Changes of the released schema, and what is said about each. */
const breaking: readonly (readonly [change: (schema: typeof base) => unknown, message: string])[] = [
  [(it) => Object.assign(it, { name: "talk" }), "the package chat is renamed to talk"],
  [(it) => Reflect.deleteProperty(it.config.variables, "region"), "the setting region is removed"],
  [(it) => Object.assign(it.provider.inputProperties, { key: text }), "the provider's input key is no longer secret"],
  [(it) => Reflect.deleteProperty(it.resources, "chat:index:Group"), "the resource chat:index:Group is removed"],
  [(it) => Reflect.deleteProperty(it.functions, "chat:index:getGroup"), "the function chat:index:getGroup is removed"],
  [(it) => Reflect.deleteProperty(it.types, "chat:index:Kind"), "the type chat:index:Kind is removed"],
  [(it) => it.types["chat:index:Kind"].enum.pop(), "the value Private of Kind is removed"],
  [(it) => it.types["chat:index:Member"].required.pop(), "the property of Member userId is now optional"],
  [(it) => it.types["chat:index:Member"].required.push("role"), "the property of Member role is now required"],
  [(it) => Reflect.deleteProperty(group(it).inputProperties, "members"), "the input of Group members is removed"],
  [
    (it) => Object.assign(group(it).inputProperties, { name: { type: "number" } }),
    "the input of Group name was of the type string, and is number",
  ],
  [
    (it) => Object.assign(group(it).inputProperties, { members: { type: "object", additionalProperties: member } }),
    "the input of Group members was of the type list of Member, and is map of Member",
  ],
  [(it) => group(it).requiredInputs.push("topic"), "the input of Group topic is new and required"],
  [(it) => group(it).required.pop(), "the output of Group name is now optional"],
  [(it) => Reflect.deleteProperty(group(it).properties, "createTime"), "the output of Group createTime is removed"],
  [
    (it) => group(it).aliases.pop(),
    "the alias dynamic/chat:Group of Group is removed: stacks with it would replace their resources",
  ],
  [
    (it) => it.functions["chat:index:getGroup"].inputs.required.push("type"),
    "the input of getGroup type is new and required",
  ],
  [(it) => it.functions["chat:index:getGroup"].outputs.required.pop(), "the output of getGroup name is now optional"],
];

const group = (schema: typeof base) => schema.resources["chat:index:Group"];

describe("a schema, compared with the released one", () => {
  const changesOf = async (change: (schema: typeof base) => unknown) => {
    const { breakingChanges } = await load();
    const next = structuredClone(base);
    change(next);
    return breakingChanges(base as Schema, next as Schema);
  };

  for (const [name, change] of Object.entries(harmless)) {
    it(`breaks nothing if it ${name}`, async () => {
      assert.deepEqual(await changesOf(change), []);
    });
  }

  for (const [change, message] of breaking) {
    it(`breaks programs if ${message}`, async () => {
      assert.deepEqual(await changesOf(change), [message]);
    });
  }

  describe("before a release", () => {
    const next = structuredClone(base);
    next.types["chat:index:Kind"].enum.pop();
    const require = async (released: string, version: string) =>
      (await import("../../../tools/lib/schema/released.mjs")).requireCompatible(
        base as Schema,
        released,
        next as Schema,
        version,
      );

    it("is refused with what it breaks, and with the version that may break it", async () => {
      await assert.rejects(require("1.2.3", "1.3.0"), /version 1\.2\.3:\n {2}- the value Private of Kind.*\n.*2\.0\.0/);
      await assert.rejects(require("0.1.0", "0.1.1"), /to 0\.2\.0 \(docs\/versioning\.md\)/);
    });

    it("may break programs in a new major version, and before 1.0.0 in a new minor version", async () => {
      await require("1.2.3", "2.0.0");
      await require("0.1.0", "0.2.0");
    });
  });
});
