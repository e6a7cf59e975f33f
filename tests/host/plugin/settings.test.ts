import assert from "node:assert/strict";
import { secret, UNKNOWN } from "../support/values";
import { Plugin } from "./support/plugin";
import { PluginRig, urnOf } from "./support/stack";

describe("the settings of the plugin", () => {
  it("are refused before any resource needs them, each by its name and without its value", async () => {
    const plugin = await Plugin.start({});
    const { failures } = await plugin.checkConfig({ sdkAppId: "not-a-number-1", region: "seoul" });
    assert.equal(failures.length, 1);
    assert.match(failures.join(), /^sdkAppId \(from config tencent-chat:sdkAppId\) must be a positive integer/);
    assert.doesNotMatch(failures.join(), /not-a-number/);
    const missing = await plugin.checkConfig({});
    assert.deepEqual(
      missing.failures.map((text) => text.replace(/ .*/s, "")),
      ["sdkAppId", "region"],
    );
    await plugin.stop();
  });

  it("may be unknown in a preview", async () => {
    const plugin = await Plugin.start({});
    const { failures, inputs } = await plugin.checkConfig({ sdkAppId: UNKNOWN, endpoint: UNKNOWN }, "seoul");
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs, { sdkAppId: UNKNOWN, endpoint: UNKNOWN });
    await plugin.stop();
  });

  it("of an explicit provider are typed, and a misspelt one is refused with a suggestion", async () => {
    const plugin = await Plugin.start({});
    const { failures } = await plugin.checkConfig({ sdkAppId: 1400000000, region: "seoul", secretkey: "x" }, "seoul");
    assert.equal(failures.length, 1);
    assert.match(failures.join(), /^secretkey is not a property of this provider: did you mean secretKey\?/);
    await plugin.stop();
  });

  it("hold the key as a secret, even if the program gives it as plain text", async () => {
    const plugin = await Plugin.start({});
    const { inputs } = await plugin.checkConfig({ sdkAppId: "1400000000", region: "seoul", secretKey: "plain" });
    assert.deepEqual(inputs["secretKey"], secret("plain"));
    await plugin.stop();
  });

  for (const [provider, wins] of [
    ["default_0_1_0", "the environment"],
    ["seoul", "the explicit provider"],
  ] as const) {
    it(`come from ${wins} where a provider ${provider} has others`, async () => {
      const rig = await PluginRig.start({ provider, config: { endpoint: "http://127.0.0.1:9", deadlineSeconds: 1 } });
      try {
        const created = rig.create(urnOf("Group"), { type: "Public", name: "Room" });
        if (wins === "the environment") assert.ok((await created).id);
        else await assert.rejects(created, /ECONNREFUSED|refused/i);
      } finally {
        await rig.stop();
      }
    });
  }

  it("are reported by the first operation that needs them if nothing checked them", async () => {
    const plugin = await Plugin.start({ config: {} });
    await assert.rejects(plugin.check(urnOf("Group"), {}, { type: "Public", name: "Room" }), /sdkAppId is missing/);
    await plugin.stop();
  });
});
