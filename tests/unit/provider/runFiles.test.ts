import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { Program } from "../../../provider/program/program";
import { programResource } from "../../../provider/program/resource";
import { RunFiles } from "../../../provider/program/runFiles";
import { here } from "./support/plan";
import { ProviderProcess } from "./support/providerProcess";

const engine = "127.0.0.1:40001";

describe("the provider processes of one engine run", () => {
  let temporary = "";
  let started: ProviderProcess[] = [];
  const root = () => path.join(temporary, `pulumi-tencent-chat-${userInfo().uid}`);
  const folder = () => path.join(root(), "127.0.0.1_40001");
  const start = async (address = engine) => {
    const child = await ProviderProcess.start(address, temporary);
    started.push(child);
    return child;
  };

  beforeEach(() => {
    temporary = mkdtempSync(path.join(tmpdir(), "tencent-chat-run-"));
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((child) => child.stop()));
    rmSync(temporary, { recursive: true, force: true });
  });

  it("tell each other what they declare, have created and were refused, as soon as one of them has answered", async () => {
    const [first, second] = await Promise.all([start(), start()]);
    assert.equal(await second.ask("isRunning"), false);
    assert.equal(await first.ask("declare", "Group a", "lobby"), undefined);
    assert.equal(await second.ask("isRunning"), true);
    assert.equal(await second.ask("declare", "Group b", "annex", "lobby"), "Group a");
    assert.match(String(await second.ask("holder", "Group old", "lobby")), /Group a now declares it/);
    await first.ask("finish", "Group a");
    assert.equal(await second.ask("holder", "Group old", "lobby"), "Group a");
    assert.equal(await first.ask("isRefused", "hall"), false);
    await second.ask("refuse", "hall");
    assert.equal(await first.ask("isRefused", "hall"), true);
  });

  it("tell everything to one that starts later, such as the process of a provider that only the state knows", async () => {
    const first = await start();
    await first.ask("declare", "Group a", "lobby");
    await first.ask("finish", "Group a");
    const late = await start();
    assert.equal(await late.ask("holder", "Group old", "lobby"), "Group a");
  });

  it("see nothing of the processes of another engine", async () => {
    const [first, other] = await Promise.all([start(), start("127.0.0.1:40002")]);
    await first.ask("declare", "Group a", "lobby");
    assert.equal(await other.ask("isRunning"), false);
    assert.equal(await other.ask("declare", "Group b", "lobby"), undefined);
  });

  it("see nothing of one that has ended, by force or in order, once a later engine has its address", async () => {
    const [killed, ended] = await Promise.all([start(), start()]);
    await killed.ask("declare", "Group a", "lobby");
    await ended.ask("declare", "Group b", "annex");
    await Promise.all([killed.stop("SIGKILL"), ended.stop()]);
    assert.deepEqual(
      readdirSync(folder()).map((name) => Number(name.split("-")[0])),
      [killed.pid],
    );
    const later = await start();
    assert.equal(await later.ask("isRunning"), false);
    assert.equal(await later.ask("declare", "Group c", "lobby", "annex"), undefined);
  });

  it("ignore a file whose process id belongs to another process now", async () => {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    const line = {
      type: "declare",
      key: '["Group","a"]',
      text: "Group a",
      objects: [{ key: "tencent/1400000000/lobby" }],
    };
    // This test runs under that id, and was started at another time.
    writeFileSync(path.join(folder(), `${process.pid}-1`), `${JSON.stringify(line)}\n`, { mode: 0o600 });
    assert.equal(await (await start()).ask("isRunning"), false);
  });

  it("keep their files private to this user, and store only names and ids in them", async () => {
    process.env.TENCENT_CHAT_SECRET_KEY = "hunter2-secret";
    try {
      const first = await start();
      await first.ask("declare", "Group a", "lobby");
    } finally {
      delete process.env.TENCENT_CHAT_SECRET_KEY;
    }
    const [file = ""] = readdirSync(folder());
    for (const each of [root(), folder()]) assert.equal(statSync(each).mode & 0o777, 0o700, each);
    assert.equal(statSync(path.join(folder(), file)).mode & 0o777, 0o600);
    assert.deepEqual(JSON.parse(readFileSync(path.join(folder(), file), "utf8")), {
      type: "declare",
      key: '["Group","a"]',
      text: "Group a",
      objects: [{ key: "tencent/1400000000/lobby", text: "the lobby", property: "groupId" }],
    });
  });

  it("remove the folders of engines that ended more than a day ago, and no others", async () => {
    const dayAgo = Date.now() / 1000 - 25 * 3600;
    const [old, recent] = ["127.0.0.1_1", "127.0.0.1_2"].map((name) => path.join(root(), name));
    for (const each of [old, recent]) {
      mkdirSync(String(each), { recursive: true, mode: 0o700 });
      writeFileSync(path.join(String(each), "999999999-1"), "");
    }
    utimesSync(String(old), dayAgo, dayAgo);
    await start();
    assert.deepEqual(readdirSync(root()).sort(), ["127.0.0.1_2", "127.0.0.1_40001"]);
  });

  describe("in this process", () => {
    const before = process.env.TMPDIR;
    beforeEach(() => {
      process.env.TMPDIR = temporary;
    });
    afterEach(() => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    });

    it("continue reading after an incomplete line, and survive a file that is deleted in between", async () => {
      const files = new RunFiles(engine);
      const other = await start();
      await other.ask("declare", "Group a", "lobby");
      const [name = ""] = readdirSync(folder()).filter((each) => each.startsWith(`${other.pid}-`));
      const file = path.join(folder(), name);
      const whole = readFileSync(file, "utf8");
      writeFileSync(file, whole + whole.slice(0, 20));
      assert.equal(files.read().length, 1);
      assert.equal(files.read().length, 0);
      writeFileSync(file, whole + whole);
      assert.equal(files.read().length, 1);
      await other.stop();
      assert.deepEqual(files.read(), []);
    });

    it("delete nothing if the folder is gone, and lose nothing that was created", () => {
      const program = new Program({ files: new RunFiles(engine) });
      const object = { key: "lobby", text: "the lobby", property: "groupId" };
      const resource = (name: string) => programResource("Group", { __managedBy: `acme/chat/dev/${name}` });
      program.declare(resource("a"), [object], undefined, here);
      rmSync(root(), { recursive: true, force: true });
      program.finish(resource("a").key, true);
      assert.throws(
        () => program.viewFor(resource("old").key, here).managerOf("annex"),
        /Could not read what the other provider processes of this run declare \(.*ENOENT.*Nothing was changed/,
      );
      assert.throws(() => program.declare(resource("b"), [object], undefined, here));
    });

    it("report what the program has announced, also when it has ended, and nothing of an earlier program", () => {
      const announce = (name: string) =>
        new RunFiles(engine, { isProgram: true }).write({
          type: "announce",
          announcement: { kind: "Group", name, entries: [name], hasMore: false, dependsOn: [] },
        });
      const awaited = (groupId: string) => {
        const program = new Program({ files: new RunFiles(engine) });
        return program.viewFor('["Group","old"]', here).expectedDeclarer(`group/${groupId}/Public/false`)?.text;
      };
      announce("earlier");
      const own = () => path.join(folder(), readdirSync(folder()).find((file) => file.startsWith("program-")) ?? "");
      renameSync(own(), path.join(folder(), "program-1-1"));
      announce("lobby");
      announce("annex");
      assert.deepEqual([awaited("lobby"), awaited("annex")], ['Group "lobby"', 'Group "annex"']);
      assert.equal(awaited("earlier"), undefined);
      const longAgo = new Date(Date.now() - process.uptime() * 1000 - 120_000);
      utimesSync(own(), longAgo, longAgo);
      assert.equal(awaited("lobby"), undefined);
    });

    for (const [title, prepare] of [
      ["is open to others", () => mkdirSync(root(), { mode: 0o777 })],
      ["is a link", () => symlinkSync(temporary, root())],
      ["is a file", () => writeFileSync(root(), "")],
    ] as const) {
      it(`trust no folder that ${title}: another user could write anything there`, () => {
        prepare();
        if (title === "is open to others") chmodSync(root(), 0o777);
        assert.throws(() => new RunFiles(engine));
      });
    }
  });
});
