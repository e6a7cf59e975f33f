import assert from "node:assert/strict";
import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import os from "node:os";
import path from "node:path";
import { startEmulator } from "../../../../emulator";
import type { Json } from "../../support/control";
import { Receiver } from "../../support/receiver";
import { main, startCommand, startProcess } from "../process";

interface Line {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The example of the page. */
const [, seed = ""] =
  /<!-- seed -->\n\n```yaml\n(.*?)```/s.exec(
    readFileSync(path.join(__dirname, "../../../../docs/emulator.md"), "utf8"),
  ) ?? [];

describe("tencent-chat emulator", () => {
  const children: ChildProcess[] = [];
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-emulator-test-"));
  });
  afterEach(async () => {
    for (const child of children.splice(0))
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await rm(folder, { recursive: true });
  });

  function start(options: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const started = startCommand(["emulator", ...options], env);
    children.push(started.child);
    return started;
  }

  async function startJson(options: readonly string[]) {
    const started = start(["--json", ...options]);
    const [text] = await started.until(/^\{.*\}\n/);
    const stop = async () => {
      started.child.kill("SIGTERM");
      return started.ended;
    };
    return { ...(JSON.parse(text) as Line), ...started, stop };
  }

  const groups = async ({ url }: Line, more = "") =>
    (await (await fetch(`${url}/emulator/v1/apps/1400000000/groups${more}`)).json()) as {
      total: number;
      groups: { groupId: string }[];
    };
  const post = (url: string, at: string, body: object) =>
    fetch(`${url}/emulator/v1${at}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });

  it("listens on port 10010 unless it is taken, and says where it is then", async () => {
    const taken = await startEmulator({ port: 10010 }).catch(() => undefined);
    const { url, stop } = await startJson([]);
    const { err } = await stop();
    await taken?.close();
    const port = new URL(url).port;
    assert.notEqual(port, "10010");
    assert.match(
      err,
      new RegExp(`^Port 10010 is in use, perhaps by another emulator: this one listens on port ${port}\\.\n`),
    );
  });

  it("prints a line for each request with --log, and the sum at its end", async () => {
    const { url, stop } = await startJson(["--log", "--port", "0"]);
    await post(url, "/apps/1400000000/groups", { groupId: "ops-room", type: "Public", name: "Ops" });
    await post(url, "/faults", { api: "destroy_group", groupId: "slow", fault: { kind: "delay", ms: 0 } });
    const { userSig } = (await (await post(url, "/apps/1400000000/usersig", {})).json()) as { userSig: string };
    const query = `sdkappid=1400000000&identifier=administrator&usersig=${userSig}&random=1&contenttype=json`;
    for (const GroupId of ["ops-room", "gone\u001b[31m"])
      await (
        await fetch(`${url}/v4/group_open_http_svc/destroy_group?${query}`, {
          method: "POST",
          body: JSON.stringify({ GroupId }),
        })
      ).text();
    const { err } = await stop();
    const [first, second, last] = err.split("\n");
    assert.match(first ?? "", /^\d\d:\d\d:\d\d\.\d{3} destroy_group ops-room -> 0 \(\d+\.\d ms\)$/);
    assert.match(second ?? "", /^\d\d:\d\d:\d\d\.\d{3} destroy_group gone.* -> 10015 invalid group id \(\d+\.\d ms\)$/);
    assert.ok(!err.includes("\u001b"), "a terminal is not told to do anything");
    assert.ok(!err.includes(userSig));
    assert.equal(last, "Stopped after 2 requests, with 0 groups.");
  });

  it("starts with the accounts and groups of a seed, and restores them on a reset", async () => {
    const file = path.join(folder, "seed.yaml");
    await writeFile(file, seed);
    const line = await startJson(["--port", "0", "--seed", file]);
    const read = async (at: string) =>
      (await fetch(`${line.url}/emulator/v1/apps/1400000000${at}`)).json() as Promise<Json>;
    await fetch(`${line.url}/emulator/v1/apps/1400000000/groups/lobby`, { method: "DELETE" });
    assert.equal((await groups(line)).total, 0);
    await post(line.url, "/reset", {});
    const { attributes, ownerAccount, counters } = await read("/groups/lobby");
    assert.deepEqual([attributes, ownerAccount, counters], [{ theme: "dark" }, "alice", { visits: 3 }]);
    const { members } = await read("/groups/lobby/members");
    assert.deepEqual(
      members.map(({ account, role }: { account: string; role: string }) => [account, role]),
      [
        ["alice", "Owner"],
        ["bob", "Member"],
        ["carol", "Admin"],
      ],
    );
    assert.equal((await read("/groups/lobby/messages")).messages[0].text, "welcome");
    assert.equal((await read("/accounts/bob")).nick, "Bob");
    assert.deepEqual((await read("/chatbots")).chatbots, ["@RBT#helper"]);
    await line.stop();
  });

  for (const [name, text, message] of [
    ["a missing field", "version: 1\ngroups: [{ groupId: a, type: Public }]", /groups\[0\]\.name is missing/],
    [
      "an unknown type",
      "version: 1\ngroups: [{ groupId: a, type: Secret, name: a }]",
      /groups\[0\]\.type must be one of/,
    ],
    ["an unknown field", "version: 1\ngroup: []", /unknown field group/],
    ["another version", "version: 2", /version must be 1/],
    ["an invalid UserID", "version: 1\naccounts: ['a b']", /accounts\[0\] must be 1 to 32 letters/],
    [
      "a group twice",
      "version: 1\ngroups: [{ groupId: a, type: Public, name: a }, { groupId: a, type: Public, name: a }]",
      /the group a exists already/,
    ],
    ["broken YAML", "version: [", /seed\.yaml: /],
  ] as const)
    it(`refuses a seed with ${name}`, async () => {
      const file = path.join(folder, "seed.yaml");
      await writeFile(file, text);
      const { code, out, err } = await start(["--seed", file]).ended;
      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, message);
      assert.doesNotMatch(err, /\n\s+at /);
    });

  it("keeps its state in a file across restarts, without keys", async () => {
    const file = path.join(folder, "emulator.json");
    const first = await startJson([
      "--port",
      "0",
      "--state",
      file,
      "--secret-key",
      "not-in-the-file",
      "--account",
      "alice",
    ]);
    await post(first.url, "/apps/1400000000/groups", { groupId: "ops-room", type: "Public", name: "Ops" });
    await first.stop();
    assert.ok(!readFileSync(file, "utf8").includes("not-in-the-file"));
    assert.ok(!existsSync(`${file}.lock`));
    const second = await startJson(["--port", "0", "--state", file]);
    assert.deepEqual(
      (await groups(second)).groups.map(({ groupId }) => groupId),
      ["ops-room"],
    );
    const third = await start(["--port", "0", "--state", file]).ended;
    assert.equal(third.code, 1);
    assert.match(
      third.err,
      /emulator\.json is used by another emulator \(process \d+\)\. Stop that one, or give another file/,
    );
    await second.stop();
  });

  it("is not locked out by an emulator that was killed", async () => {
    const file = path.join(folder, "emulator.json");
    const first = await startJson(["--port", "0", "--state", file]);
    first.child.kill("SIGKILL");
    await first.ended;
    const second = await startJson(["--port", "0", "--state", file]);
    assert.equal((await groups(second)).total, 0);
    await second.stop();
  });

  for (const [name, text, message] of [
    ["damaged", "{", /is damaged: it is not JSON\. Restore it from a copy, or remove it/],
    ["of something else", "{}", /is not a state file of the emulator/],
    ["of another version", '{"version":2,"apps":[]}', /has version 2 of the format, and this emulator reads version 1/],
    ["of another app", '{"version":1,"apps":[{"sdkAppId":42}]}', /has the app 42, which this emulator does not have/],
  ] as const)
    it(`refuses a state file that is ${name}, and leaves it as it is`, async () => {
      const file = path.join(folder, "emulator.json");
      await writeFile(file, text);
      const { code, err } = await start(["--port", "0", "--state", file]).ended;
      assert.equal(code, 1);
      assert.match(err, message);
      assert.equal(readFileSync(file, "utf8"), text);
      assert.ok(!existsSync(`${file}.lock`));
    });

  it("speaks HTTPS with a certificate for localhost, which it uses again", async () => {
    const tls = path.join(folder, "tls");
    const first = await startJson(["--port", "0", "--tls", tls]);
    assert.match(first.url, /^https:/);
    const file = first.env["NODE_EXTRA_CA_CERTS"] ?? "";
    const ca = readFileSync(file);
    const status = await new Promise((resolve, reject) => {
      const target = `https://localhost:${new URL(first.url).port}/emulator/v1/health`;
      request(target, { ca }, (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });
    assert.equal(status, 200);
    await first.stop();
    const second = await startJson(["--port", "0", "--tls", tls]);
    assert.deepEqual(readFileSync(file), ca);
    await second.stop();
  });

  it("overwrites no certificate that it did not create", async () => {
    const file = path.join(folder, "cert.pem");
    await writeFile(file, "mine");
    const alone = await start(["--port", "0", "--tls", folder]).ended;
    assert.deepEqual([alone.code, readFileSync(file, "utf8")], [1, "mine"]);
    assert.match(alone.err, /has only one of cert\.pem and key\.pem\. Add the other, or give another folder/);
    await writeFile(path.join(folder, "key.pem"), "mine");
    const damaged = await start(["--port", "0", "--tls", folder]).ended;
    assert.match(damaged.err, /cert\.pem is not a certificate in PEM/);
  });

  it("removes its temporary certificate at its end", async () => {
    const { env, stop } = await startJson(["--port", "0", "--tls"]);
    assert.ok(existsSync(env["NODE_EXTRA_CA_CERTS"] ?? ""));
    await stop();
    assert.ok(!existsSync(env["NODE_EXTRA_CA_CERTS"] ?? ""));
  });

  it("posts its events to a webhook", async () => {
    const receiver = new Receiver();
    await receiver.start();
    const { url, stop } = await startJson(["--port", "0", "--webhook-url", receiver.url, "--webhook-token", "t"]);
    const delivered = new Promise<void>((resolve) => {
      receiver.reply = () => {
        resolve();
        return { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" };
      };
    });
    await post(url, "/apps/1400000000/groups", { groupId: "g", type: "Public", name: "g" });
    await delivered;
    assert.ok(receiver.received[0]?.query.get("Sign"));
    await stop();
    await receiver.stop();
  });

  it("refuses a webhook URL that the console refuses, and a token alone", async () => {
    const wrong = await start(["--webhook-url", "ftp://x"]).ended;
    assert.deepEqual(
      [wrong.code, wrong.err.split("\n")[0]],
      [
        2,
        "error: --webhook-url: url must start with http:// or https://, and must not contain a password, a query, spaces or any of ! $ & #",
      ],
    );
    const alone = await start(["--webhook-token", "t"]).ended;
    assert.deepEqual([alone.code, alone.err.split("\n")[0]], [2, "error: --webhook-token needs --webhook-url"]);
  });

  it("is reached under a further name on request", async () => {
    const { url, stop } = await startJson(["--port", "0", "--allow-host", "chat"]);
    const { port } = new URL(url);
    const status = (host: string) =>
      execFileSync(
        "node",
        [
          "-e",
          `require("http").get({port:${port},path:"/emulator/v1/health",headers:{host:"${host}"}},r=>{console.log(r.statusCode);r.resume()})`,
        ],
        { encoding: "utf8" },
      ).trim();
    assert.deepEqual([status("chat:1"), status("other")], ["200", "403"]);
    await stop();
  });

  it("prints variables for fish and PowerShell", async () => {
    for (const [shell, pattern] of [
      ["fish", /^set -gx TENCENT_CHAT_SECRET_KEY 'it\\'s \$own'$/m],
      ["powershell", /^\$env:TENCENT_CHAT_SECRET_KEY = 'it''s \$own'$/m],
    ] as const) {
      const { until, child, ended } = start(["--port", "0", "--shell", shell, "--secret-key", "it's $own"]);
      await until(pattern);
      child.kill("SIGTERM");
      await ended;
    }
    const { code, err } = await start(["--shell", "tcsh"]).ended;
    assert.equal(code, 2);
    assert.match(err, /Allowed choices are bash, fish, powershell/);
  });

  it("ends when npm, which started it, is killed, and stays when another parent is", async () => {
    const script = `const {spawn}=require("child_process");spawn("sh",["-c",process.argv[1]],{stdio:"inherit"});setInterval(()=>{},1000)`;
    const command = `'${process.execPath}' '${main}' emulator --json --port 0; true`;
    const underNpm = startProcess(process.execPath, ["-e", script, command], { npm_command: "exec" });
    const [text] = await underNpm.until(/^\{.*\}\n/);
    underNpm.child.kill("SIGKILL");
    const { err } = await underNpm.ended;
    assert.match(err, /Stopped after 0 requests/);
    await assert.rejects(fetch((JSON.parse(text) as Line).url));
    const alone = startProcess(process.execPath, ["-e", script, `echo $$; exec ${command}`]);
    const [, pid, other] = await alone.until(/^(\d+)\n(\{.*\})\n/);
    alone.child.kill("SIGKILL");
    await once(alone.child, "exit");
    assert.equal((await fetch((JSON.parse(other ?? "") as Line).url)).status, 200);
    process.kill(Number(pid), "SIGTERM");
    await alone.ended;
  });
});
