import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { startCommand } from "../process";

const node = process.execPath;
const print = "console.log(JSON.stringify(process.env))";
const wait = "console.log(process.env.TENCENT_CHAT_ENDPOINT + ' ready'); setInterval(() => {}, 1000);";

describe("tencent-chat emulator exec", () => {
  const children: ChildProcess[] = [];

  afterEach(() => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
  });

  function exec(command: readonly string[], options: readonly string[] = [], env: Record<string, string> = {}) {
    const started = startCommand(["emulator", "exec", ...options, "--", ...command], env);
    children.push(started.child);
    return started;
  }

  it("ends with the exit code of the command, and passes its output on", async () => {
    const { code, out, err } = await exec([node, "-e", "console.log('out'); console.error('err'); process.exit(7)"])
      .ended;
    assert.deepEqual([code, out, err], [7, "out\n", "err\n"]);
    assert.equal((await exec([node, "-e", ""]).ended).code, 0);
  });

  it("gives the command an emulator, whose variables win over inherited ones", async () => {
    const real = { TENCENT_CHAT_ENDPOINT: "https://chat.example.com", TENCENT_CHAT_SECRET_KEY: "of-the-real-app" };
    const { out } = await exec([node, "-e", print], ["--sdk-app-id", "42", "--admin", "root"], {
      ...{ ...real, TENCENT_CHAT_SDK_APP_ID: "1", OTHER: "kept" },
    }).ended;
    const env = JSON.parse(out) as Record<string, string>;
    assert.match(env["TENCENT_CHAT_ENDPOINT"] ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(
      [env["TENCENT_CHAT_SDK_APP_ID"], env["TENCENT_CHAT_ADMIN_USER_ID"], env["OTHER"]],
      ["42", "root", "kept"],
    );
    assert.ok(!out.includes("of-the-real-app"));
  });

  it("runs against that emulator, which is gone afterwards", async () => {
    const ask = "fetch(process.env.TENCENT_CHAT_ENDPOINT).then(({ status, url }) => console.log(status, url))";
    const { code, out, err } = await exec([node, "-e", ask]).ended;
    assert.deepEqual([code, err], [0, ""]);
    const [status, url = ""] = out.trim().split(" ");
    assert.equal(status, "200");
    await assert.rejects(fetch(url), "nothing listens there any more");
  });

  it("passes the arguments of the command on as they are", async () => {
    const args = ["--port", "x y", "--", "$HOME", ""];
    const { out } = await exec([node, "-e", "console.log(JSON.stringify(process.argv.slice(1)))", "--", ...args]).ended;
    assert.deepEqual(JSON.parse(out), args);
  });

  for (const [signal, code] of [
    ["SIGTERM", 143],
    ["SIGINT", 130],
    ["SIGHUP", 129],
  ] as const)
    it(`passes ${signal} on, and ends as a shell reports it`, async () => {
      const { child, until, ended } = exec([node, "-e", wait]);
      const [, url = ""] = await until(/^(http:\S+) ready$/m);
      child.kill(signal);
      const { code: actual, signal: endedBy } = await ended;
      assert.deepEqual([actual, endedBy], [code, null]);
      await assert.rejects(fetch(url));
    });

  it("lets the command finish its work after a signal", async () => {
    const tidy = `process.once("SIGTERM", () => { console.log("tidy"); process.exit(5); }); ${wait}`;
    const { child, until, ended } = exec([node, "-e", tidy]);
    await until(/ready/);
    child.kill("SIGTERM");
    const { code, out } = await ended;
    assert.equal(code, 5);
    assert.match(out, /^tidy$/m);
  });

  it("ends with 127 for an unknown command, and 126 for a file that cannot be executed", async () => {
    const unknown = await exec(["no-such-command-anywhere"]).ended;
    assert.equal(unknown.code, 127);
    assert.match(unknown.err, /no-such-command-anywhere cannot be run/);
    const folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-exec-"));
    await writeFile(path.join(folder, "text"), "no program", { mode: 0o644 });
    const text = await exec([path.join(folder, "text")]).ended;
    await rm(folder, { recursive: true });
    assert.equal(text.code, 126);
  });

  it("needs a command", async () => {
    const { code, err } = await startCommand(["emulator", "exec"]).ended;
    assert.equal(code, 2);
    assert.match(err, /missing required argument 'command'/);
  });
});
