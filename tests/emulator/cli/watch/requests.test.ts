import assert from "node:assert/strict";
import { connect } from "node:net";
import { CommandApp } from "../app";
import { destroyed, groupId } from "./fixtures";
import { type Delivery, signOf, token, Watching } from "./watching";

const seconds = (ago: number) => String(Math.floor(Date.now() / 1000) - ago);
const body = destroyed();

const refused: readonly {
  readonly name: string;
  readonly delivery: () => Delivery;
  readonly status: number;
  readonly reason: RegExp;
}[] = [
  {
    name: "a wrong signature",
    delivery: () => ({ body, query: { Sign: signOf("guessed", seconds(0)) } }),
    ...{ status: 401, reason: /signature does not match/ },
  },
  { name: "no signature", delivery: () => ({ body, query: { Sign: undefined } }), status: 401, reason: /no signature/ },
  {
    name: "a signature in capital letters",
    delivery: () => ({ body, query: { RequestTime: seconds(0), Sign: signOf(token, seconds(0)).toUpperCase() } }),
    ...{ status: 401, reason: /signature does not match/ },
  },
  {
    name: "a request that was signed more than five minutes ago",
    delivery: () => ({ body, query: { RequestTime: seconds(310) } }),
    ...{ status: 401, reason: /more than 300 seconds/ },
  },
  {
    name: "a request from the future",
    delivery: () => ({ body, query: { RequestTime: seconds(-310) } }),
    ...{ status: 401, reason: /more than 300 seconds/ },
  },
  { name: "another app", delivery: () => ({ body, query: { SdkAppid: "42" } }), status: 403, reason: /another app/ },
  { name: "no app", delivery: () => ({ body, query: { SdkAppid: undefined } }), status: 403, reason: /names none/ },
  { name: "a GET", delivery: () => ({ body, method: "GET" }), status: 405, reason: /not a POST/ },
  { name: "another path", delivery: () => ({ body, path: "/other" }), status: 404, reason: /path/ },
  { name: "a body that is not JSON", delivery: () => ({ body: "{" }), status: 400, reason: /not a JSON object/ },
  { name: "a list", delivery: () => ({ body: "[]" }), status: 400, reason: /not a JSON object/ },
  { name: "an event without a name", delivery: () => ({ body: {} }), status: 400, reason: /CallbackCommand/ },
  {
    name: "another event in the URL than in the body",
    delivery: () => ({ body, query: { CallbackCommand: "Group.CallbackAfterSendMsg" } }),
    ...{ status: 400, reason: /CallbackCommand/ },
  },
  {
    name: "a body of more than a megabyte",
    delivery: () => ({ body: { ...body, Name: "x".repeat(1024 * 1024) } }),
    ...{ status: 413, reason: /more than 1048576 bytes/ },
  },
];

describe("tencent-chat watch refuses", () => {
  let app: CommandApp;
  let watching: Watching;

  before(async () => {
    app = await CommandApp.start();
    app.create(groupId, { name: "ops" });
    watching = await Watching.start(app);
  });
  after(async () => {
    await watching.stop();
    await app.close();
  });

  for (const { name, delivery, status, reason } of refused)
    it(name, async () => {
      const answer = await watching.send(delivery());
      assert.equal(answer.status, status);
      assert.match(answer.text, reason);
      assert.match(watching.err, new RegExp(`Refused a request: .*${reason.source}`));
      assert.equal(watching.out, "");
    });

  it("a body that grows beyond a megabyte without saying so", async () => {
    const { hostname, port, pathname } = new URL(watching.url);
    const time = seconds(0);
    const query = `SdkAppid=1400000000&RequestTime=${time}&Sign=${signOf(token, time)}`;
    const socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    let answer = "";
    socket.setEncoding("utf8").on("data", (text) => {
      answer += text;
    });
    socket.write(`POST ${pathname}?${query} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    for (let i = 0; i < 20 && socket.writable; i += 1) socket.write(chunk);
    await new Promise((resolve) => socket.once("close", resolve));
    assert.match(answer, /^HTTP\/1\.1 413 /);
  });

  it("and never prints the token, a signature or a key", () => {
    const { TENCENT_CHAT_SECRET_KEY: key = "" } = app.emulator.env();
    for (const secret of [token, signOf(token, seconds(0)), "Sign=", key]) assert.ok(!watching.err.includes(secret));
  });

  it("to report a reason more than once a minute", () => {
    assert.equal(watching.err.split("signature does not match").length, 2);
  });

  it("nothing else: it answers GET /healthz", async () => {
    const answer = await watching.send({ body: "", method: "GET", path: "/healthz" });
    assert.deepEqual(answer, { status: 200, text: "ok\n" });
  });
});

describe("tencent-chat watch", () => {
  let app: CommandApp;

  before(async () => {
    app = await CommandApp.start();
    app.create(groupId, { name: "ops" });
  });
  after(() => app.close());

  const noToken = { TENCENT_CHAT_WEBHOOK_TOKEN: "" };

  for (const [name, args, message] of [
    ["without a token", [], /TENCENT_CHAT_WEBHOOK_TOKEN is not set/],
    ["without a token in the named variable", ["--token-variable", "HOOK_TOKEN"], /HOOK_TOKEN is not set/],
    [
      "unsigned for other machines",
      ["--allow-unsigned", "--host", "0.0.0.0"],
      /only possible if --host is this machine/,
    ],
    ["with a path that has a query", ["--path", "/hook?x=1"], /must start with \//],
    ["with a stack that is none", ["--stack", "dev"], /organization\/project\/stack/],
  ] as const)
    it(`does not start ${name}`, async () => {
      const { code, err, out } = await app.run(["watch", ...args], noToken);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, message);
    });

  it("accepts unsigned webhooks on this machine, if it is told to", async () => {
    const watching = await Watching.start(app, ["--allow-unsigned"], noToken);
    const { status } = await watching.send({ body, query: { Sign: undefined, RequestTime: undefined } });
    assert.equal(status, 200);
    await watching.untilLines(1);
    assert.equal(await watching.stop(), 0);
  });

  it("takes the token from another variable, and another age", async () => {
    const args = ["--token-variable", "HOOK_TOKEN", "--max-age", "10m"];
    const watching = await Watching.start(app, args, { ...noToken, HOOK_TOKEN: "other" });
    const at = (ago: number, secret: string) => ({ RequestTime: seconds(ago), Sign: signOf(secret, seconds(ago)) });
    assert.equal((await watching.send({ body, query: at(400, "other") })).status, 200);
    assert.equal((await watching.send({ body, query: at(0, token) })).status, 401);
    assert.equal(await watching.stop(), 0);
  });

  it("ends with exit code 1 if its port is in use, or the groups cannot be listed", async () => {
    const watching = await Watching.start(app);
    const env = { TENCENT_CHAT_WEBHOOK_TOKEN: token };
    const { code, err } = await app.run(["watch", "--port", new URL(watching.url).port], env);
    assert.equal(code, 1);
    assert.match(err, /is in use by another program/);
    const refusedKey = await app.run(["watch", "--port", "0"], { ...env, TENCENT_CHAT_SECRET_KEY: "a".repeat(64) });
    assert.equal(refusedKey.code, 1);
    assert.match(refusedKey.err, /70003 .*\nIt was app 1400000000/s);
    assert.equal(await watching.stop(), 0);
  });
});
