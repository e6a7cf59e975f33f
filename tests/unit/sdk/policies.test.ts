import assert from "node:assert/strict";
import { type Policies, validateResourceOfType, validateStackResourcesOfType } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as sdk from "../../../sdk";

type Diagnostics = analyzer.AnalyzeResponse;
type Rpc<Q> = (call: { request: Q }, reply: (error: unknown, response: Diagnostics) => void) => void;
type MakeRpc<Q> = (pack: string, version: string, level: string, policies: Policies) => Rpc<Q>;

/** What the engine calls in the process of a policy pack; it has no types. */
const server: {
  readonly makeAnalyzeRpcFun: MakeRpc<analyzer.AnalyzeRequest>;
  readonly makeAnalyzeStackRpcFun: MakeRpc<analyzer.AnalyzeStackRequest>;
} = require("@pulumi/policy/server");

const policies: Policies = [
  {
    name: "groups",
    description: "",
    enforcementLevel: "mandatory",
    validateResource: validateResourceOfType(sdk.Group, (group, _args, report) => report(`group ${group.name}`)),
  },
  {
    name: "accounts",
    description: "",
    enforcementLevel: "advisory",
    validateStack: validateStackResourcesOfType(sdk.Account, (accounts, _args, report) => {
      for (const { userId } of accounts) report(`account ${userId}`);
    }),
  },
  {
    name: "providers",
    description: "",
    enforcementLevel: "advisory",
    validateResource: validateResourceOfType(sdk.Provider, (_provider, _args, report) => report("provider")),
  },
];

/** The resources as the engine gets them from a program: the types are those of the registration. */
async function registered(program: () => void): Promise<pulumi.runtime.MockResourceArgs[]> {
  const found: pulumi.runtime.MockResourceArgs[] = [];
  const newResource = (args: pulumi.runtime.MockResourceArgs) => {
    found.push(args);
    return { id: args.name, state: args.inputs };
  };
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) });
  await pulumi.runtime.runInPulumiStack(async () => program());
  await pulumi.runtime.disconnect();
  return found;
}

function fill<Q extends analyzer.AnalyzeRequest | analyzer.AnalyzerResource>(
  request: Q,
  { type, name, inputs }: pulumi.runtime.MockResourceArgs,
): Q {
  request.setType(type);
  request.setName(name);
  request.setOptions(new analyzer.AnalyzerResourceOptions());
  request.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(inputs))));
  return request;
}

async function violations<Q>(makeRpc: MakeRpc<Q>, request: Q): Promise<string[]> {
  const rpc = makeRpc("chat", "1.0.0", "mandatory", policies);
  const response = await new Promise<Diagnostics>((resolve, reject) => {
    rpc({ request }, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
  return response.getDiagnosticsList().map((diagnostic) => diagnostic.getMessage().split("\n").at(-1) ?? "");
}

describe("a policy pack", () => {
  let resources: readonly pulumi.runtime.MockResourceArgs[];

  before(async () => {
    resources = await registered(() => {
      const room = new sdk.Group("room", { type: "Public", name: "Room" });
      new sdk.Account("alice", { userId: "alice" });
      new sdk.GroupMember("alice", { group: room, userId: "alice" });
    });
  });

  it("validates the resources of a class, with its arguments, and no others", async () => {
    const seen = await Promise.all(
      resources.map(async (resource) => {
        const request = fill(new analyzer.AnalyzeRequest(), resource);
        return [resource.name, ...(await violations(server.makeAnalyzeRpcFun, request))];
      }),
    );
    assert.deepEqual(
      seen.filter(([, ...messages]) => messages.length > 0),
      [
        ["tencent-chat-default", "provider"],
        ["room", "group Room"],
      ],
    );
  });

  it("validates the resources of a class in a stack", async () => {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(resources.map((resource) => fill(new analyzer.AnalyzerResource(), resource)));
    assert.deepEqual(await violations(server.makeAnalyzeStackRpcFun, request), ["account alice"]);
  });

  it("finds the type of every class in the way of generated packages", () => {
    const classes = Object.entries(sdk).filter(
      (entry): entry is [string, typeof sdk.Group] => typeof entry[1] === "function" && /^[A-Z]/.test(entry[0]),
    );
    assert.equal(classes.length, 13);
    for (const [name, { __pulumiType: type }] of classes)
      assert.match(type, name === "Provider" ? /^pulumi:providers:/ : new RegExp(`:${name}$`));
  });
});
