import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { DEFAULT_APP, startEmulator } from "../../../emulator";
import { pathOf } from "../support/rig";
import { sign } from "../support/sign";
import { captured } from "./io";

const ROOT = join(__dirname, "../../..");

interface Run {
  readonly child: ChildProcess;
  /** The first line of stdout. */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly out: string;
    readonly err: string;
  }>;
}

describe("tencent-chat", () => {
  const children: ChildProcess[] = [];

  afterEach(() => {
    for (const child of children.splice(0))
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  });

  function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
    const child = spawn(process.execPath, ["dist/cli/main.js", ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let out = "";
    let err = "";
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    const firstLine = new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (chunk) => {
        out += chunk;
        const end = out.indexOf("\n");
        if (end !== -1) resolve(out.slice(0, end));
      });
      child.on("close", () => reject(new Error(`it ended: ${err}`)));
    });
    firstLine.catch(() => undefined);
    const ended = once(child, "close").then(([code, signal]) => ({ code, signal, out, err }));
    return { child, firstLine, ended };
  }

  it("prints its commands and its version", async () => {
    const [help, version] = await Promise.all([start(["--help"]).ended, start(["--version"]).ended]);
    assert.deepEqual([help.code, help.err, version.code], [0, "", 0]);
    assert.match(help.out, /emulator \[options\] +run an in-memory Chat service/);
    assert.match(version.out, /^\d+\.\d+\.\d+\n$/);
  });

  const fields = (option: string, count: number) => Array.from({ length: count }, (_, i) => [option, `k${i}`]).flat();
  const misuse: readonly [string, readonly string[], RegExp][] = [
    ["no command", [], /Usage: tencent-chat \[options\] \[command\]/],
    ["an unknown command", ["emulate"], /unknown command 'emulate'\n\(Did you mean emulator\?\)/],
    ["a command named like a property of objects", ["constructor"], /unknown command 'constructor'/],
    ["an unknown option", ["emulator", "--prot", "1"], /unknown option '--prot'\n\(Did you mean --port\?\)/],
    [
      "a port in letters",
      ["emulator", "--port", "http"],
      /'--port <number>' argument 'http' is invalid\. It must be a whole number from 0 to 65535/,
    ],
    ["a port that is too large", ["emulator", "--port", "65536"], /--port/],
    ["a port without a value", ["emulator", "--port"], /port/],
    [
      "an SDKAppID of 0",
      ["emulator", "--sdk-app-id", "0"],
      /'--sdk-app-id <number>' argument '0' is invalid\. It must be a whole number/,
    ],
    ["an empty key", ["emulator", "--secret-key", ""], /--secret-key .*must not be empty/],
    ["an argument that is not an option", ["emulator", "now"], /too many arguments for 'emulator'/],
    [
      "an empty account",
      ["emulator", "--account", ""],
      /--account .*'' is invalid\. It must be 1 to 32 letters, digits, _ or -/,
    ],
    ["an account with a space", ["emulator", "--account", "ok", "--account", "a b"], /--account .*'a b' is invalid/],
    ["an account of 33 bytes", ["emulator", "--account", "x".repeat(33)], /--account .*must be 1 to 32 letters/],
    ["an account that is not ASCII", ["emulator", "--account", "zoë"], /--account .*'zoë' is invalid/],
    [
      "a custom field with a space",
      ["emulator", "--custom-field", "a b"],
      /^error: --custom-field names the key "a b": a key has 1/,
    ],
    [
      "11 custom fields",
      ["emulator", ...fields("--custom-field", 11)],
      /^error: --custom-field names 11 keys, at most 10 are allowed/,
    ],
    [
      "6 fields of members",
      ["emulator", ...fields("--member-custom-field", 6)],
      /^error: --member-custom-field names 6 keys, at most 5/,
    ],
    [
      "21 fields of profiles",
      ["emulator", ...fields("--profile-custom-field", 21)],
      /^error: --profile-custom-field names 21 keys/,
    ],
    [
      "a field of a group and of a member",
      ["emulator", "--custom-field", "a", "--member-custom-field", "a"],
      /^error: --member-custom-field names the key a, which is declared for groups as well/,
    ],
    ["lenient with a value", ["emulator", "--lenient=no"], /--lenient/],
  ];
  for (const [input, args, message] of misuse)
    it(`answers ${input} with a reason and exit code 2`, async () => {
      const { io, written } = captured();
      assert.equal(await run(args, io), 2);
      assert.equal(written.out, "");
      assert.match(written.err, message);
      assert.doesNotMatch(written.err, /\n\s+at /, "a person gets no stack trace");
    });

  it("ends with exit code 2 and a message on stderr when misused", async () => {
    const { code, out, err } = await start(["emulator", "--port", "http"]).ended;
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /^error: option '--port <number>'/);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`emulator ends with exit code 0 on ${signal}, despite open connections`, async () => {
      const { child, firstLine, ended } = start(["emulator", "--json"]);
      const { url } = JSON.parse(await firstLine) as { url: string };
      const events = await fetch(`${url}/emulator/v1/events`);
      assert.equal(events.status, 200);
      child.kill(signal);
      const { code, err } = await ended;
      assert.deepEqual([code, err.split("\n").at(-2)], [0, "Stopped after 0 requests, with 0 groups."]);
      await assert.rejects(events.text());
    });

  it("emulator prints one line of JSON that a signed call works with", async () => {
    const options = [
      "--sdk-app-id",
      "42",
      "--secret-key",
      "it's $own",
      "--admin",
      "root",
      "--account",
      "alice",
      "--account",
      "bob",
      "--no-rate-limit",
    ];
    const { child, firstLine, ended } = start(["emulator", "--json", ...options]);
    const line = JSON.parse(await firstLine) as { url: string; env: Record<string, string>; lenient: boolean };
    const { url, env, lenient } = line;
    assert.equal(lenient, false);
    assert.deepEqual(env, {
      TENCENT_CHAT_SDK_APP_ID: "42",
      TENCENT_CHAT_SECRET_KEY: "it's $own",
      TENCENT_CHAT_ADMIN_USER_ID: "root",
      TENCENT_CHAT_ENDPOINT: url,
    });
    const usersig = sign({
      sdkAppId: 42,
      identifier: "root",
      key: "it's $own",
      time: Math.floor(Date.now() / 1000),
      expire: 600,
    });
    const target = `${url}${pathOf("get_appid_group_list")}?sdkappid=42&identifier=root&usersig=${usersig}&random=1&contenttype=json`;
    for (let i = 0; i < 3; i += 1)
      assert.match(await (await fetch(target, { method: "POST", body: "{}" })).text(), /"ErrorCode":0/);
    const check = target.replace(pathOf("get_appid_group_list"), pathOf("account_check"));
    const accounts = ["alice", "bob", "carol"].map((UserID) => ({ UserID }));
    const answer = await (await fetch(check, { method: "POST", body: JSON.stringify({ CheckItem: accounts }) })).json();
    const states = (answer as { ResultItem: { AccountStatus: string }[] }).ResultItem.map((item) => item.AccountStatus);
    assert.deepEqual(states, ["Imported", "Imported", "NotImported"]);
    child.kill("SIGTERM");
    const { out } = await ended;
    assert.equal(out.split("\n").length, 2, "one line and its end");
  });

  it("emulator declares custom fields of each kind, and prints that lenient mode is on", async () => {
    const { child, firstLine, ended } = start([
      ...["emulator", "--lenient", "--account", "alice", "--custom-field", "Team", "--custom-field", "Tier"],
      ...["--member-custom-field", "Desk", "--profile-custom-field", "Shoe"],
    ]);
    const url = /^# Chat emulator on (http:[^ ]+): /.exec(await firstLine)?.[1];
    const call = async (command: string, body: object) => {
      const { sdkAppId, secretKey: key } = DEFAULT_APP;
      const time = Math.floor(Date.now() / 1000);
      const usersig = sign({ sdkAppId, identifier: "administrator", key, time, expire: 600 });
      const query = `sdkappid=${sdkAppId}&identifier=administrator&usersig=${usersig}&contenttype=json`;
      const response = await fetch(`${url}${pathOf(command)}?${query}`, { method: "POST", body: JSON.stringify(body) });
      return ((await response.json()) as { ErrorCode: number }).ErrorCode;
    };
    const pairs = (...keys: string[]) => keys.map((Key) => ({ Key, Value: "v" }));
    const AppDefinedData = pairs("Team", "Tier");
    const group = { Type: "Public", Name: "a", GroupId: "g", Owner_Account: "alice", AppDefinedData, Unknown: null };
    assert.equal(await call("create_group", group), 0);
    const member = { GroupId: "g", Member_Account: "alice", AppMemberDefinedData: pairs("Desk") };
    assert.equal(await call("modify_group_member_info", member), 0);
    const item = { Tag: "Tag_Profile_Custom_Shoe", Value: "42" };
    assert.equal(await call("portrait_set", { From_Account: "alice", ProfileItem: [item] }), 0);
    child.kill("SIGTERM");
    assert.match((await ended).out, /^# Chat emulator on .*\n# Lenient mode: .*\nexport /);
  });

  it("emulator prints lines that a shell can evaluate, and does not read the environment", async () => {
    const foreign = {
      TENCENT_CHAT_SDK_APP_ID: "99",
      TENCENT_CHAT_SECRET_KEY: "of-the-real-app",
      TENCENT_CHAT_ENDPOINT: "http://example.invalid",
    };
    const { child, firstLine, ended } = start(["emulator", "--admin", "o'neil x"], foreign);
    assert.match(await firstLine, /^# Chat emulator on http:\/\/127\.0\.0\.1:\d+/);
    child.kill("SIGTERM");
    const { out } = await ended;
    assert.doesNotMatch(out, /of-the-real-app|example\.invalid|lenient/i);
    const shell = spawn("sh", [
      "-c",
      `${out}\nprintf '%s|' "$TENCENT_CHAT_SDK_APP_ID" "$TENCENT_CHAT_SECRET_KEY" "$TENCENT_CHAT_ADMIN_USER_ID"`,
    ]);
    let printed = "";
    shell.stdout.on("data", (chunk) => {
      printed += chunk;
    });
    await once(shell, "close");
    assert.equal(printed, `${DEFAULT_APP.sdkAppId}|${DEFAULT_APP.secretKey}|o'neil x|`);
  });

  it("emulator reports a port in use, and exits with 1", async () => {
    const taken = await startEmulator();
    const { code, out, err } = await start(["emulator", "--port", String(taken.port)]).ended;
    await taken.close();
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, new RegExp(`port ${taken.port} is in use by another program\\. .*--port 0`));
  });

  it("emulator listens on the given port", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, "close");
    const { child, firstLine, ended } = start(["emulator", "--json", "--port", String(port)]);
    assert.equal((JSON.parse(await firstLine) as { url: string }).url, `http://127.0.0.1:${port}`);
    child.kill("SIGINT");
    assert.equal((await ended).code, 0);
  });
});
