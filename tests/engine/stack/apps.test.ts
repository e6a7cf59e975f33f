import assert from "node:assert/strict";
import { type Bench, groupsProgram, startBench } from "../support/groups";

const apps = [
  { sdkAppId: 1400000001, secretKey: "1".repeat(64), admins: ["administrator"] },
  { sdkAppId: 1400000002, secretKey: "2".repeat(64), admins: ["administrator", "ops"] },
] as const;
const room = { name: "room", args: { groupId: "room", type: "Public", name: "Room" } };

describe("credentials", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await startBench([room], { emulator: { apps } });
  });
  afterEach(() => bench.dispose());

  it("of another app are refused at destroy, before any call", async () => {
    await bench.workspace.up();
    bench.emulator.journal.clear();
    const { all } = await bench.workspace.destroy({ expectCode: "failure", env: bench.emulator.env(apps[1].sdkAppId) });
    assert.match(
      all,
      /Refused to disband the group room .*it is in the app with SDKAppID 1400000001, and the credentials are for 1400000002/s,
    );
    assert.equal(bench.emulator.journal.count(), 0);
    await bench.workspace.destroy();
    assert.deepEqual(bench.emulator.app().groups(), []);
  });

  it("of another app stop an up that would replace the group there, before anything is created", async () => {
    await bench.workspace.up();
    const { all } = await bench.workspace.up({ env: bench.emulator.env(apps[1].sdkAppId), expectCode: "failure" });
    assert.match(all, /Refused to disband the group room .*SDKAppID 1400000001/s);
    assert.deepEqual(bench.emulator.app(apps[1].sdkAppId).groups(), []);
    await bench.workspace.destroy();
    assert.deepEqual(bench.emulator.app().groups(), []);
  });

  it("from stack config are recorded encrypted, and a rotated key in the environment wins at destroy", async () => {
    const own = { TENCENT_CHAT_SECRET_KEY: undefined, TENCENT_CHAT_SDK_APP_ID: undefined };
    await bench.workspace.setConfig({ "tencent-chat:sdkAppId": "1400000001" });
    const oldKey = "9".repeat(64);
    await bench.workspace.setConfig({ "tencent-chat:secretKey": oldKey }, { secret: true });
    const refused = await bench.workspace.up({ env: own, expectCode: "failure" });
    assert.match(refused.all, /70003|70005|70009|UserSig/);
    await bench.workspace.setConfig({ "tencent-chat:secretKey": apps[0].secretKey }, { secret: true });
    await bench.workspace.up({ env: own });
    await bench.workspace.setConfig({ "tencent-chat:secretKey": oldKey }, { secret: true });
    await bench.workspace.destroy({ env: { ...own, TENCENT_CHAT_SECRET_KEY: apps[0].secretKey } });
    assert.deepEqual(bench.emulator.app().groups(), []);
  });

  it("as plain text in the stack's config are refused before they could reach the state", async () => {
    const plain = "e".repeat(64);
    await bench.workspace.setConfig({ "tencent-chat:secretKey": plain });
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(
      all,
      /The config tencent-chat:secretKey is plain text.*pulumi config set --secret tencent-chat:secretKey/s,
    );
    assert.ok(!(await bench.workspace.stateText()).includes(plain));
  });

  it("are not needed for a preview: no secret key, and no call", async () => {
    await bench.workspace.preview({ env: { TENCENT_CHAT_SECRET_KEY: undefined } });
    await bench.workspace.up();
    bench.emulator.journal.clear();
    await bench.workspace.preview({ env: { TENCENT_CHAT_SECRET_KEY: undefined }, expectNoChanges: true });
    assert.equal(bench.emulator.journal.count(), 0);
  });

  it("that are missing or invalid are one error that names key, variable and command", async () => {
    const missing = await bench.workspace.up({ env: { TENCENT_CHAT_SECRET_KEY: undefined }, expectCode: "failure" });
    assert.match(
      missing.all,
      /secretKey is missing\. Set the variable TENCENT_CHAT_SECRET_KEY, or run `pulumi config set --secret tencent-chat:secretKey`/,
    );
    const bad = await bench.workspace.preview({
      env: { TENCENT_CHAT_SDK_APP_ID: "x", TENCENT_CHAT_ENDPOINT: "", TENCENT_CHAT_REGION: "moon" },
      expectCode: "failure",
    });
    assert.match(bad.all, /sdkAppId \(from TENCENT_CHAT_SDK_APP_ID\) must be a positive integer/);
    assert.match(bad.all, /region \(from TENCENT_CHAT_REGION\) must be one of china/);
  });
});

describe("a rotated secret key", () => {
  it("re-signs every owner mark at the next up, and destroys the groups of the old key", async () => {
    const bench = await startBench([room]);
    try {
      await bench.workspace.up();
      const before = bench.emulator.app().attributes("room")["pulumi"];
      bench.emulator.rotateKey("3".repeat(64));
      const env = bench.emulator.env();
      const { all } = await bench.workspace.up({ env });
      assert.match(all, /1 updated/);
      assert.notEqual(bench.emulator.app().attributes("room")["pulumi"], before);
      await bench.workspace.preview({ expectNoChanges: true, env });
      bench.emulator.rotateKey("4".repeat(64));
      await bench.workspace.destroy({ env: bench.emulator.env() });
      assert.deepEqual(bench.emulator.app().groups(), []);
    } finally {
      await bench.dispose();
    }
  });
});

describe("two explicit providers in one program", () => {
  it("create each group in its app, and destroy each with its own credentials", async () => {
    const before = `const config = new pulumi.Config();
const first = new chat.Provider("first", { sdkAppId: ${apps[0].sdkAppId}, secretKey: config.requireSecret("first") });
const second = new chat.Provider("second", { sdkAppId: "${apps[1].sdkAppId}", secretKey: config.requireSecret("second"), adminUserId: "ops" });`;
    const rooms = ["first", "second"].map((name) => ({
      name: `room-${name}`,
      args: room.args,
      options: `{ provider: ${name} }`,
    }));
    const secrets = { first: apps[0].secretKey, second: apps[1].secretKey };
    const bench = await startBench(rooms, {
      before,
      emulator: { apps },
      workspace: { secrets, env: { TENCENT_CHAT_SECRET_KEY: "", TENCENT_CHAT_SDK_APP_ID: "" } },
    });
    try {
      await bench.workspace.up();
      for (const { sdkAppId } of apps) assert.ok(bench.emulator.app(sdkAppId).group("room"), String(sdkAppId));
      await bench.workspace.preview({ expectNoChanges: true });
      await bench.workspace.refresh();
      await bench.workspace.writeProgram(groupsProgram([], "exports.nothing = 1;"));
      await bench.workspace.destroy();
      for (const { sdkAppId } of apps) assert.deepEqual(bench.emulator.app(sdkAppId).groups(), []);
    } finally {
      await bench.dispose();
    }
  });
});
