import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { functions } from "../../../../provider/functions";
import * as sdk from "../../../../sdk";
import { engine, refusalOf, settled, useProgram } from "./support/program";

/** The Automation API runs each of its inline programs in this; it has no type. */
const {
  withLocalStorage,
}: { withLocalStorage<T>(work: () => Promise<T>): Promise<T> } = require("@pulumi/pulumi/runtime/state");

const unset = {
  TENCENT_CHAT_SDK_APP_ID: undefined,
  TENCENT_CHAT_SECRET_KEY: undefined,
  TENCENT_CHAT_ENDPOINT: undefined,
  TENCENT_CHAT_REGION: undefined,
};

describe("the settings of a function", () => {
  const program = useProgram();
  const configOf = ({ sdkAppId, secretKey }: { sdkAppId: number; secretKey: string }) => ({
    "tencent-chat:sdkAppId": String(sdkAppId),
    "tencent-chat:secretKey": secretKey,
    "tencent-chat:endpoint": program.emulator.url,
  });
  const seen = () => sdk.listGroups({ type: "Public" });

  beforeEach(() => {
    program.app.create({ groupId: "first", type: "Public", name: "First" });
    program.otherApp.create({ groupId: "other", type: "Public", name: "Other" });
  });

  it("come from the environment before the stack's config", async () => {
    program.setConfig(configOf(program.other));
    assert.deepEqual(await seen(), ["first"]);
  });

  it("come from the stack's config if the environment has none", async () => {
    program.setConfig(configOf(program.other));
    program.setEnvironment(unset);
    assert.deepEqual(await seen(), ["other"]);
  });

  it("are refused if the stack's config has the key as plain text, as for resources", async () => {
    program.setConfig(configOf(program.other), []);
    assert.match(await refusalOf(seen()), /plain text: .*pulumi config set --secret tencent-chat:secretKey/);
  });

  it("come from an explicit provider before both, one by one", async () => {
    const provider = new sdk.Provider("other", program.other);
    assert.deepEqual(await sdk.listGroups({ type: "Public" }, { provider }), ["other"]);
    assert.deepEqual(await seen(), ["first"]);
  });

  it("may be outputs of an explicit provider", async () => {
    const { sdkAppId, secretKey } = program.other;
    const args = { sdkAppId: pulumi.output(sdkAppId), secretKey: pulumi.secret(secretKey), region: undefined };
    const provider = new sdk.Provider("other", args);
    assert.equal((await sdk.getGroup({ groupId: "other" }, { provider })).name, "Other");
  });

  it("that are unknown in a preview are an error that says what to do", async () => {
    await engine({ preview: true });
    const group = new sdk.Group("room", { type: "Public", name: "Room" });
    const provider = new sdk.Provider("other", { ...program.other, endpoint: group.id });
    const message = await refusalOf(sdk.getGroup({ groupId: "other" }, { provider }));
    assert.match(message, /^getGroup: an argument of the explicit Provider is not known before the update/);
    assert.match(message, /getGroupOutput/);
  });

  it("are not taken from another package's provider", async () => {
    // @ts-expect-error a program in JavaScript could write this
    const message = await refusalOf(sdk.getGroup({ groupId: "other" }, { provider: { urn: "another" } }));
    assert.match(message, /must be a Provider of pulumi-tencent-chat/);
  });

  it("are inherited from the parent, as for resources", async () => {
    const provider = new sdk.Provider("other", program.other);
    const type = "acme:index:Team";
    const team = new pulumi.ComponentResource(type, "team", {}, { provider });
    const inner = new pulumi.ComponentResource(type, "inner", {}, { parent: team });
    const room = new sdk.Group("room", { type: "Public", name: "Room" }, { provider });
    for (const parent of [team, inner, room]) assert.deepEqual(await sdk.listGroups({}, { parent }), ["other"]);
    assert.deepEqual(await settled(sdk.listGroupsOutput({}, { parent: inner })), ["other"]);
    const own = new pulumi.ComponentResource(type, "own", {});
    const hall = new sdk.Group("hall", { type: "Public", name: "Hall" });
    for (const parent of [own, hall]) assert.deepEqual(await sdk.listGroups({}, { parent }), ["first"]);
  });

  it("say where an inline program of the Automation API finds them", async () => {
    program.setEnvironment(unset);
    const message = await withLocalStorage(() => refusalOf(seen()));
    assert.match(message, /sdkAppId is missing[\s\S]*inline program.*`envVars`.*process\.env.*stack\.setConfig/);
    assert.doesNotMatch(await refusalOf(seen()), /inline program/);
  });

  it("that are missing are named, with how to set them", async () => {
    program.setEnvironment(unset);
    assert.match(await refusalOf(seen()), /not configured:\n {2}- sdkAppId is missing.*TENCENT_CHAT_SDK_APP_ID/);
    program.setConfig({ "tencent-chat:sdkAppId": "1400000001", "tencent-chat:endpoint": program.emulator.url });
    assert.match(await refusalOf(seen()), /secretKey is missing.*TENCENT_CHAT_SECRET_KEY/);
  });

  it("that the client does not accept are named, without the key", async () => {
    program.setEnvironment({ TENCENT_CHAT_SECRET_KEY: `${program.other.secretKey}\n` });
    const message = await refusalOf(sdk.getGroup({ groupId: "first" }));
    assert.match(message, /^Could not read the group first: `secretKey` must be the app's secret key/);
    assert.doesNotMatch(message, /defect/);
  });

  it("that are invalid cause no error that contains the key", async () => {
    program.setEnvironment({ TENCENT_CHAT_SECRET_KEY: program.other.secretKey });
    const message = await refusalOf(sdk.getRoles({ groupId: "first", userIds: ["alice"] }));
    assert.match(message, /^Could not read the roles of users in the group first: get_role_in_group: 70\d\d\d /);
  });
});

describe("the options of a function", () => {
  useProgram();
  const wrong: object = { providr: undefined };

  it("are refused by name if they do not exist, with those that do", async () => {
    assert.equal(
      await refusalOf(sdk.getGroup({ groupId: "first" }, wrong)),
      'getGroup has no option "providr": it has provider, parent.',
    );
    assert.throws(() => sdk.listGroupsOutput({}, wrong), /listGroupsOutput has no option "providr": .*dependsOn/);
  });

  it("do not include dependsOn in the plain form, which does not wait", async () => {
    const opts: object = { dependsOn: [] };
    assert.match(await refusalOf(sdk.listGroups({}, opts)), /has no option "dependsOn".*Use listGroupsOutput/);
  });
});

describe("the plain form of a function", () => {
  useProgram();

  it("refuses an Output and a Promise, and names the form that accepts them", async () => {
    const { groupId } = new sdk.Group("room", { type: "Public", name: "Room" });
    // @ts-expect-error a program in JavaScript could write this
    assert.match(await refusalOf(sdk.getGroup({ groupId })), /^getGroup: groupId is an Output: use getGroupOutput/);
    // @ts-expect-error
    const roles = sdk.getRoles({ groupId: "first", userIds: ["alice", groupId] });
    assert.match(await refusalOf(roles), /^getRoles: userIds is an Output: use getRolesOutput/);
    // @ts-expect-error
    const group = sdk.getGroup({ groupId: Promise.resolve("first") });
    assert.match(await refusalOf(group), /^getGroup: groupId is a Promise: await it/);
  });
});

describe("the functions of the package", () => {
  it("are those of the provider, each in both forms", () => {
    const exported = Object.entries(sdk)
      .filter(([name, value]) => typeof value === "function" && /^[a-z]/.test(name))
      .map(([name]) => name);
    const expected = Object.keys(functions).flatMap((name) => [name, `${name}Output`]);
    assert.deepEqual(exported.sort(), expected.sort());
  });
});
