import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import type * as published from "../../../sdk/index";

/** The Automation API runs each of its inline programs in this; it has no type. */
const {
  withLocalStorage,
}: { withLocalStorage<T>(work: () => Promise<T>): Promise<T> } = require("@pulumi/pulumi/runtime/state");

/** Another copy of the package, such as one that a component library depends on. */
const copy: typeof published = require("../../../dist/sdk");

type Registered = pulumi.runtime.MockResourceArgs & { readonly id: string };

/** Runs a program as the engine does, in a stack of its own. The engine is a stand-in that records what is registered. */
function run(
  program: () => void,
  { config = {}, preview = false }: { readonly config?: Record<string, string>; readonly preview?: boolean } = {},
): Promise<Registered[]> {
  const registered: Registered[] = [];
  return withLocalStorage(async () => {
    const newResource = (args: pulumi.runtime.MockResourceArgs) => {
      const isProvider = args.type.startsWith("pulumi:providers:");
      const id = `${args.name}-id-${++count}`;
      registered.push({ ...args, id });
      // In a preview the engine has no id yet, not even for a provider of a new stack.
      return { id: preview && isProvider ? undefined : id, state: args.inputs };
    };
    await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "chat", "dev", preview, "acme");
    pulumi.runtime.setAllConfig(config);
    await pulumi.runtime.runInPulumiStack(async () => program());
    await pulumi.runtime.disconnect();
    return registered;
  });
}

let count = 0;

const group = (name = "room", opts?: pulumi.CustomResourceOptions, from = sdk) =>
  new from.Group(name, { type: "Public", name: "Room" }, opts);
const providersOf = (registered: readonly Registered[]) =>
  registered.filter(({ type }) => type === "pulumi:providers:pulumi-nodejs");
const find = (registered: readonly Registered[], name: string, kind = "Group") => {
  const found = registered.find((each) => each.name === name && each.type.endsWith(`:${kind}`));
  return found ?? assert.fail(`${kind} ${name} was not registered`);
};

class Team extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions, inside: (team: Team) => void = () => {}) {
    super("acme:index:Team", name, {}, opts);
    inside(this);
  }
}

describe("the default provider of a program", () => {
  const variables = ["TENCENT_CHAT_IDENTITY"] as const;
  const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
  beforeEach(() => {
    delete process.env["TENCENT_CHAT_IDENTITY"];
  });
  after(() => {
    for (const [name, value] of Object.entries(before)) if (value !== undefined) process.env[name] = value;
  });

  it("is a single one, whatever the program declares, and its id is the identity of everything", async () => {
    const registered = await run(() => {
      const room = group();
      group("other");
      new sdk.GroupMember("bob", { group: room, userId: "bob" });
      new sdk.Account("alice", { userId: "alice" });
      new sdk.EphemeralStack("preview", { ttl: "1h" });
    });
    const [provider, ...others] = providersOf(registered);
    assert.equal(provider?.name, "tencent-chat-default");
    assert.deepEqual(others, []);
    const declared = registered.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/tencent-chat:"));
    assert.equal(declared.length, 5);
    for (const { inputs, provider: used, name } of declared) {
      assert.equal(inputs.__identity, provider?.id, name);
      assert.match(String(used), /::tencent-chat-default::/, name);
      assert.equal(inputs.__managedBy, `acme/chat/dev/${name}`);
    }
  });

  it("is a separate one for each stack that runs in one process", async () => {
    const runs = await Promise.all([run(() => void group()), run(() => void group())]);
    const identities = runs.map((registered) => {
      assert.equal(providersOf(registered).length, 1);
      assert.equal(find(registered, "room").inputs.__identity, providersOf(registered)[0]?.id);
      return find(registered, "room").inputs.__identity;
    });
    assert.notEqual(identities[0], identities[1]);
  });

  it("is a single one even if the program contains a second copy of the package", async () => {
    const registered = await run(() => {
      group("first");
      group("second", {}, copy);
    });
    const [provider, ...others] = providersOf(registered);
    assert.deepEqual(others, []);
    for (const name of ["first", "second"]) assert.equal(find(registered, name).inputs.__identity, provider?.id);
  });

  it("is unknown in the preview of the first update, and so is the identity", async () => {
    const registered = await run(() => void group(), { preview: true });
    assert.deepEqual({ ...find(registered, "room").inputs.__identity }, { __pulumiUnknown: true });
  });

  it("has the settings of the stack's config", async () => {
    const registered = await run(() => void group(), { config: { "tencent-chat:region": "seoul" } });
    assert.deepEqual(providersOf(registered)[0]?.inputs, { "tencent-chat:region": "seoul" });
  });

  it("is not used for a resource with an explicit provider, on itself, on its component or on its group", async () => {
    const registered = await run(() => {
      const provider = new sdk.Provider("seoul", { region: "seoul" });
      group("given", { provider });
      new Team("team", { provider }, (parent) => group("inherited", { parent }));
      new Team("teams", { providers: { "pulumi-nodejs": provider } }, (parent) => {
        new Team("inner", { parent }, (inner) => group("deep", { parent: inner }));
      });
      new sdk.GroupMember("bob", { group: group("theirs", { provider }), userId: "bob" });
    });
    for (const name of ["given", "inherited", "deep"]) {
      assert.match(String(find(registered, name).provider), /::seoul::/, name);
    }
    assert.match(String(find(registered, "bob", "GroupMember").provider), /::seoul::/);
  });

  it("gives its identity also to resources of an explicit provider: one program is one owner", async () => {
    const registered = await run(() => {
      group("own");
      group("seoul", { provider: new sdk.Provider("seoul", { region: "seoul" }) });
    });
    const [identity] = providersOf(registered).flatMap(({ name, id }) => (name === "tencent-chat-default" ? [id] : []));
    for (const name of ["own", "seoul"]) assert.equal(find(registered, name).inputs.__identity, identity);
  });

  it("has no owner for a resource that is only read", async () => {
    const registered = await run(() => void sdk.Group.get("lobby", "lobby"));
    const { inputs } = find(registered, "lobby");
    for (const property of ["__identity", "__managedBy", "__parentUrn"]) assert.equal(inputs[property], undefined);
  });
});

describe("a pinned identity", () => {
  const config = { "tencent-chat:identity": "from-config" };
  const before = process.env["TENCENT_CHAT_IDENTITY"];
  const pin = (value: string | undefined) => {
    if (value === undefined) delete process.env["TENCENT_CHAT_IDENTITY"];
    else process.env["TENCENT_CHAT_IDENTITY"] = value;
  };
  afterEach(() => pin(before));

  for (const [title, variable, given, expected] of [
    ["the stack's config", undefined, undefined, "from-config"],
    ["the environment before the config", "from-environment", undefined, "from-environment"],
    ["the config if the variable is empty", "", undefined, "from-config"],
    ["an explicit provider before both", "from-environment", { identity: "explicit" }, "explicit"],
    ["the environment if an explicit provider has none", "from-environment", { region: "seoul" }, "from-environment"],
    ["the config if an explicit provider's identity is undefined", undefined, { identity: undefined }, "from-config"],
  ] as const) {
    it(`comes from ${title}`, async () => {
      pin(variable);
      const registered = await run(
        () => void group("room", given && { provider: new sdk.Provider("explicit", given) }),
        { config },
      );
      assert.equal(find(registered, "room").inputs.__identity, expected);
    });
  }

  it("of an explicit provider may be an output", async () => {
    const registered = await run(
      () => void group("room", { provider: new sdk.Provider("p", { identity: pulumi.output("later") }) }),
      { config },
    );
    assert.equal(find(registered, "room").inputs.__identity, "later");
  });

  it("of an explicit provider applies to the resources of a second copy of the package", async () => {
    pin(undefined);
    const registered = await run(
      () => void group("room", { provider: new sdk.Provider("p", { identity: "explicit" }) }, copy),
    );
    assert.equal(find(registered, "room").inputs.__identity, "explicit");
  });

  it("does not replace the program's provider, so that pinning it later replaces nothing", async () => {
    const registered = await run(() => void group(), { config });
    assert.match(String(find(registered, "room").provider), /::tencent-chat-default::/);
  });
});

describe("the parent of a resource", () => {
  it("is passed on if it is not the stack itself", async () => {
    const registered = await run(() => {
      group("top");
      new Team("sales", {}, (parent) => group("room", { parent }));
      new Team("support", {}, (parent) => {
        group("hall", { parent: group("room", { parent }) });
      });
      const [stack] = [pulumi.runtime.getStackResource()];
      group("explicit", stack && { parent: stack });
    });
    for (const name of ["top", "explicit"]) assert.equal(find(registered, name).inputs.__parentUrn, undefined, name);
    const parents = registered.filter(({ name }) => name === "room").map(({ inputs }) => inputs.__parentUrn);
    assert.deepEqual(parents.map((urn) => String(urn).split("::").at(-1)).sort(), ["sales", "support"]);
    assert.match(String(find(registered, "hall").inputs.__parentUrn), /::room$/);
  });
});
