import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { type AppHandle, DEFAULT_APP, type Emulator, startEmulator } from "../../../emulator";
import { decode, encode } from "../../../emulator/stateFile/codec";

describe("the state file", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-state-"));
    file = path.join(folder, "state.json");
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Everything that an app can have. */
  function fill(app: AppHandle): void {
    app.importAccounts("alice", "7", "3");
    app.editAccount("alice", { Tag_Profile_IM_Nick: "Alice", Tag_Profile_IM_Level: 3 });
    app.addRobot("@RBT#1");
    app.create({ groupId: "g", type: "Public", name: "名", ownerAccount: "alice", customFields: { team: "sre" } });
    for (const userId of ["7", "3"]) app.join("g", userId);
    app.setMember("g", "7", { role: "Admin", customFields: { desk: "1" } });
    app.mute("g", "3", 60);
    app.setAttributes("g", { $map: "[]", b: "2", a: "1" });
    app.setCounters("g", { max: 2n ** 63n - 1n });
    app.send("g", { from: "alice", text: "hello", needsReceipt: true });
    app.send("g", { from: "7", body: [{ MsgType: "TIMCustomElem", MsgContent: { $map: [1], Data: "x" } }] });
    app.read("g", "7");
    app.create({ groupId: "@TGS#_c", type: "Community", name: "c", supportTopic: 1 });
    app.addTopic("@TGS#_c", "@TGS#_c@TOPIC#_t", { name: "t" });
    app.create({ groupId: "live", type: "AVChatRoom", name: "live" });
    app.enter("live", "alice", "7");
    app.ban("live", "3", 60);
    app.create({ groupId: "gone", type: "Public", name: "gone" });
    app.disband("gone");
    app.setOnline("alice");
    app.refuseToJoin("3");
  }

  const contents = (app: AppHandle) => ({
    accounts: app.accounts().map((userId) => [userId, app.account(userId)]),
    robots: app.robots(),
    groups: app.groups().map((group) => [app.details(group.groupId), group.members, app.messages(group.groupId)]),
    counts: app.counts(),
    disbanded: app.disbanded(),
    online: app.onlineStatus("alice"),
  });

  const restart = async (emulator: Emulator) => {
    await emulator.close();
    return startEmulator({ stateFile: file, clock: { now: () => 1_700_000_000_000 } });
  };

  it("keeps everything that an app has, in its order", async () => {
    const first = await startEmulator({ stateFile: file, clock: { now: () => 1_700_000_000_000 } });
    fill(first.app());
    const before = contents(first.app());
    const second = await restart(first);
    assert.deepEqual(contents(second.app()), before);
    // What was restored can be changed like any other.
    second.app().join("g", "5");
    second.app().send("g", { from: "5", text: "again" });
    const third = await restart(second);
    assert.equal(third.app().messages("g").at(-1)?.text, "again");
    assert.equal(third.app().members("g").at(-1)?.account, "5");
    await third.close();
  });

  it("is written while the emulator runs, as a whole", async () => {
    const emulator = await startEmulator({ stateFile: file });
    emulator.app().create({ groupId: "g", type: "Public", name: "g" });
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(readFileSync(file, "utf8").includes('"g"'));
    assert.deepEqual(readdirSync(folder).sort(), ["state.json", "state.json.lock"]);
    await emulator.close();
    assert.deepEqual(readdirSync(folder), ["state.json"]);
  });

  it("has no key, no request and no fault", async () => {
    const apps = [{ ...DEFAULT_APP, secretKey: "the-key" }];
    const emulator = await startEmulator({ stateFile: file, apps });
    emulator.rotateKey("another-key");
    emulator.faults.add({ fault: { kind: "lag" } });
    emulator.setWebhook({ url: "http://127.0.0.1:1/hook", token: "the-token" });
    await emulator.close();
    assert.doesNotMatch(readFileSync(file, "utf8"), /the-key|another-key|the-token|lag|hook/);
  });

  it("wins over the seed, which a reset restores", async () => {
    const seed = { version: 1, groups: [{ groupId: "seeded", type: "Public" as const, name: "s" }] };
    const first = await startEmulator({ stateFile: file, seed });
    first.app().disband("seeded");
    await first.close();
    const second = await startEmulator({ stateFile: file, seed });
    assert.equal(second.app().group("seeded"), undefined);
    second.reset();
    assert.ok(second.app().group("seeded"));
    await second.close();
  });

  it("is released if the emulator can't listen", async () => {
    const taken = await startEmulator();
    await assert.rejects(startEmulator({ stateFile: file, port: taken.port }), { code: "EADDRINUSE" });
    await taken.close();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is not read by a second emulator of the same process", async () => {
    const first = await startEmulator({ stateFile: file });
    await assert.rejects(startEmulator({ stateFile: file }), /is used by another emulator/);
    await first.close();
  });

  it("is taken over from an earlier process, even one with the same id", async () => {
    // No process has the first id; the second one is that of a container which was restarted.
    for (const pid of [2 ** 30, process.pid]) {
      writeFileSync(`${file}.lock`, String(pid));
      await (await startEmulator({ stateFile: file })).close();
    }
  });

  it("is left to an emulator that is just locking it", async () => {
    writeFileSync(`${file}.lock`, "");
    await assert.rejects(
      startEmulator({ stateFile: file }),
      /is used by another emulator\. .* remove .*state\.json\.lock/,
    );
  });

  it("does not end the emulator if it can't be written, and is written after a later change", async () => {
    const emulator = await startEmulator({ stateFile: file });
    await rm(folder, { recursive: true });
    const warned = once(process, "warning");
    emulator.app().importAccounts("alice");
    const [{ message }] = (await warned) as [Error];
    assert.match(message, /state\.json can't be written: ENOENT.* tried again after the next change/);
    await mkdir(folder);
    emulator.app().importAccounts("bob");
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
    await emulator.close();
    assert.deepEqual(readdirSync(folder), ["state.json"]);
  });

  it("can't replace anything except the contents of an app", async () => {
    const saved = { sdkAppId: DEFAULT_APP.sdkAppId, app: { sdkAppId: 1, admins: ["mallory"] }, nowSeconds: 1 };
    writeFileSync(file, JSON.stringify({ version: 1, apps: [saved] }));
    const emulator = await startEmulator({ stateFile: file });
    assert.deepEqual(emulator.app().accounts(), DEFAULT_APP.admins);
    await emulator.close();
    writeFileSync(file, JSON.stringify({ version: 1, apps: [{ ...saved, groups: [] }] }));
    await assert.rejects(startEmulator({ stateFile: file }), /is not a state file/);
  });

  it("is refused if a folder is missing", async () => {
    await assert.rejects(
      startEmulator({ stateFile: path.join(folder, "no", "state.json") }),
      /can't be written: ENOENT/,
    );
    writeFileSync(file, "");
    await assert.rejects(startEmulator({ stateFile: file }), /is damaged/);
  });

  it("encodes any JSON of callers, maps, sets and 64-bit integers without loss", () => {
    const key = fc.oneof(fc.string(), fc.constantFrom("$map", "$set", "$int", "$object", "$", "__proto__"));
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
        fc.array(tie("any")),
        fc.array(fc.tuple(key, tie("any"))).map((entries) => new Map(entries)),
        fc.array(key).map((entries) => new Set(entries)),
        fc.array(fc.tuple(key, tie("any"))).map((entries) => Object.fromEntries(entries)),
      ),
    })).any;
    fc.assert(fc.property(value, (given) => assert.deepEqual(decode(encode(given)), given)));
  });
});
