import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { CommandApp, ours, stack } from "../app";
import { startCommand } from "../process";
import { destroyed, groupId } from "./fixtures";
import { token, Watching } from "./watching";

describe("tencent-chat watch --exec", () => {
  let app: CommandApp;
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const event = (EventTime: number, name = "Ops") => ({ ...destroyed(), EventTime, Name: name });
  const linesOf = async (name: string) => (await readFile(at(name), "utf8")).split("\n").filter(Boolean);

  before(async () => {
    app = await CommandApp.start();
    folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-watch-"));
  });
  beforeEach(() => {
    app.emulator.reset();
    app.create(groupId, { name: "ops" });
  });
  after(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  it("passes the event on stdin and in variables, without the token, and keeps stdout for the lines", async () => {
    const names = "NAME CHANGE GROUP_ID TIME MANAGED STACK RESOURCE IDENTITY PLATFORM".split(" ");
    const variables = names.map((name) => `"$TENCENT_CHAT_EVENT_${name}"`).join(" ");
    const command = `printf '%s|' ${variables} "$TENCENT_CHAT_WEBHOOK_TOKEN" > '${at("variables")}'; cat > '${at("stdin")}'; echo done`;
    const watching = await Watching.start(app, ["--exec", command]);
    await watching.deliver(event(1_670_574_414_123, "$(touch never); `touch never` '\"\n"));
    await watching.untilErr(/^done$/m);
    assert.equal(await watching.stop(), 0);
    assert.equal(await readFile(at("stdin"), "utf8"), watching.out);
    assert.deepEqual((await readFile(at("variables"), "utf8")).split("|"), [
      ...["Group.CallbackAfterGroupDestroyed", "disbanded", groupId, "2022-12-09T08:26:54.123Z", "true"],
      ...[stack, "ops", ours, "RESTAPI", "", ""],
    ]);
  });

  it("does not run text of an event", async () => {
    const watching = await Watching.start(app, ["--exec", `echo "$TENCENT_CHAT_EVENT_GROUP_ID" >> '${at("ids")}'`]);
    const id = `x; touch '${at("pwned")}' $(touch '${at("pwned")}')`;
    await watching.deliver(destroyed(id));
    await watching.untilLines(1);
    while (!existsSync(at("ids"))) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(await watching.stop(), 0);
    assert.deepEqual(await linesOf("ids"), [id]);
    assert.ok(!existsSync(at("pwned")));
  });

  it("goes on after a command that fails", async () => {
    const watching = await Watching.start(app, ["--exec", "exit 3"]);
    await watching.deliver(event(1));
    await watching.untilErr(/failed with exit code 3, for Group\.CallbackAfterGroupDestroyed of group ops-room/);
    await watching.deliver(event(2));
    await watching.untilLines(2);
    assert.equal(await watching.stop(), 0);
  });

  it("answers at once while a command runs, and runs one at a time", async () => {
    const command = `echo start >> '${at("order")}'; read line < '${at("gate")}'; echo end >> '${at("order")}'`;
    await pipe(at("gate"));
    const watching = await Watching.start(app, ["--exec", command]);
    const started = performance.now();
    for (const time of [1, 2, 3]) await watching.deliver(event(time));
    await watching.untilLines(3);
    assert.ok(performance.now() - started < 2000, "the service waits 2 seconds for an answer");
    const untilOrder = async (lines: number) => {
      while ((await linesOf("order").catch(() => [])).length < lines)
        await new Promise((resolve) => setTimeout(resolve, 20));
    };
    for (let done = 0; done < 3; done += 1) {
      // A word for a command that has not begun would go to the one before.
      await untilOrder(2 * done + 1);
      await writeFile(at("gate"), "go\n");
    }
    await untilOrder(6);
    assert.deepEqual(await linesOf("order"), ["start", "end", "start", "end", "start", "end"]);
    assert.equal(await watching.stop(), 0);
  });

  describe("as a process", () => {
    let child: ChildProcess | undefined;

    afterEach(() => {
      if (child?.exitCode === null) child.kill("SIGKILL");
    });

    it("finishes the running command on SIGTERM, starts no other, and exits with 0", async () => {
      await pipe(at("hold"));
      const exec = `echo running; read line < '${at("hold")}'; echo finished`;
      const env = { ...app.emulator.env(), TENCENT_CHAT_WEBHOOK_TOKEN: token };
      const started = startCommand(["watch", "--port", "0", "--exec", exec], env);
      child = started.child;
      const watching = new Watching();
      let err = "";
      const until = async (pattern: RegExp) => {
        while (!pattern.test(err)) await once(started.child.stderr, "data");
      };
      started.child.stderr.on("data", (text) => {
        err += text;
      });
      await until(/owners of all groups are known/);
      watching.url = /on (http:\S+)/.exec(err)?.[1] ?? "";
      await watching.deliver(event(1));
      await watching.deliver(event(2));
      await until(/^running$/m);
      child.kill("SIGTERM");
      await until(/Stopping/);
      await writeFile(at("hold"), "go\n");
      const { code, signal } = await started.ended;
      assert.deepEqual([code, signal], [0, null]);
      assert.match(err, /^finished$/m);
      assert.match(err, /was not run for 1 events/);
      assert.equal(err.match(/^running$/gm)?.length, 1);
      await assert.rejects(watching.deliver(event(3)));
    });
  });
});

/** Creates a named pipe: a reader waits until the test writes. */
async function pipe(file: string): Promise<void> {
  await once(spawn("sh", ["-c", 'mkfifo "$0"', file], { stdio: "inherit" }), "close");
}
