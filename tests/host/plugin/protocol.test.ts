import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { FakeEngine } from "../support/engine";
import { HostError } from "../support/errors";
import { Plugin } from "./support/plugin";

const repository = path.resolve(__dirname, "../../..");

describe("the plugin's protocol", () => {
  let plugin: Plugin;
  before(async () => {
    plugin = await Plugin.start({});
  });
  after(() => plugin.stop());

  it("accepts secrets, and nothing else", async () => {
    const response = await plugin.call<proto.ProviderHandshakeResponse>(
      "handshake",
      new proto.ProviderHandshakeRequest(),
    );
    assert.deepEqual(response.toObject(), {
      acceptSecrets: true,
      acceptResources: false,
      acceptOutputs: false,
      supportsAutonamingConfiguration: false,
    });
  });

  it("serves the schema and its version", async () => {
    const schema = readFileSync(path.join(repository, "schema.json"), "utf8");
    const response = await plugin.call<proto.GetSchemaResponse>("getSchema", new proto.GetSchemaRequest());
    assert.equal(response.getSchema(), schema);
    assert.equal(await plugin.version(), JSON.parse(schema).version);
  });

  it("answers other methods by name", async () => {
    for (const [method, request] of [
      ["construct", new proto.ConstructRequest()],
      ["parameterize", new proto.ParameterizeRequest()],
      ["getMapping", new proto.GetMappingRequest()],
    ] as const) {
      await assert.rejects(plugin.call(method, request), (error) => {
        assert(error instanceof HostError);
        assert.equal(error.code, 12);
        assert.equal(error.message, `${method} is not implemented by the plugin tencent-chat`);
        return true;
      });
    }
  });

  it("names the resources and functions that exist", async () => {
    const urn = "urn:pulumi:dev::chat::tencent-chat:index:Room::it";
    await assert.rejects(plugin.check(urn, {}, {}), /There is no resource Room: there are Group, /);
    await assert.rejects(
      plugin.invoke("getRoom", {}),
      /There is no function tencent-chat:index:getRoom: there are getGroup, /,
    );
  });

  it("ends with a killed engine", async () => {
    const engine = await FakeEngine.start();
    const other = await Plugin.start({ engine: engine.address });
    await engine.kill();
    await other.stop("SIGCONT");
  });
});
