import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";

/** Type-checked with the repository, and run under mocks: there is no Pulumi Cloud to test with. */
describe("examples/preview-environments/pulumi-cloud", () => {
  it("declares the environment, and that Pulumi Cloud destroys it and corrects drift", async () => {
    const declared: pulumi.runtime.MockResourceArgs[] = [];
    await pulumi.runtime.setMocks(
      {
        newResource: (args) => {
          declared.push(args);
          return { id: `${args.name}_id`, state: args.inputs };
        },
        call: ({ inputs }) => inputs,
      },
      "preview-environments",
      "pr-7",
      false,
      "acme",
    );
    pulumi.runtime.setAllConfig({
      "preview-environments:repository": "https://github.com/acme/shop.git",
      "preview-environments:sdkAppId": "1400000000",
      "preview-environments:region": "singapore",
      "preview-environments:secretKey": "secret",
    });
    const before = Date.now();
    require("../../../examples/preview-environments/pulumi-cloud");
    await pulumi.runtime.disconnect();
    const inputsOf = (type: string) => declared.find((each) => each.type.endsWith(type))?.inputs ?? assert.fail(type);
    const self = { organization: "acme", project: "preview-environments", stack: "pr-7" };
    const { timestamp, ...ttl } = inputsOf(":TtlSchedule");
    assert.deepEqual(ttl, { ...self, deleteAfterDestroy: true });
    const hours = (Date.parse(timestamp) - before) / 3_600_000;
    assert.ok(hours >= 48 && hours < 48.1, timestamp);
    assert.deepEqual(inputsOf(":DriftSchedule"), { ...self, scheduleCron: "0 6 * * *", autoRemediate: true });
    const settings = JSON.stringify(inputsOf(":DeploymentSettings"));
    assert.match(settings, /"TENCENT_CHAT_IDENTITY":"preview-environments\/pr-7"/);
    assert.equal(inputsOf(":Account")["userId"], "pr-7-bot");
    assert.equal(declared.filter(({ type }) => type.endsWith(":Group")).length, 3);
  });
});
