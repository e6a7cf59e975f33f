import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { createServer, type Socket } from "node:net";
import { ChatClient, silentLogger } from "../../../chat";
import { chatErrorOf, SECRET, useBench } from "./support/client";
import { fail, type Step } from "./support/server";

const credentials = { sdkAppId: 1400000000, secretKey: SECRET };

describe("an error of a call", () => {
  const { start } = useBench();

  it("names the value and the source of each option that its advice blames, and never the key", async () => {
    const { client } = await start([fail(60006)], {
      sources: { sdkAppId: "TENCENT_CHAT_SDK_APP_ID", endpoint: "config tencent-chat:endpoint" },
    });
    const { message } = await chatErrorOf(client.groups.destroy("room"));
    assert.match(message, /Check `sdkAppId` \(1400000000, from TENCENT_CHAT_SDK_APP_ID\)/);
    assert.match(message, /`region` \(not used, since an endpoint is set\)/);
  });

  it("names the source of the secret key alone, and the default of the admin", async () => {
    const { client } = await start([fail(60004), fail(60004)], {
      sources: { secretKey: "TENCENT_CHAT_SECRET_KEY" },
    });
    const { message } = await chatErrorOf(client.groups.destroy("room"));
    assert.match(
      message,
      /`adminUserId` \(administrator, the default\) and `secretKey` \(from TENCENT_CHAT_SECRET_KEY\)/,
    );
    assert.doesNotMatch(message, new RegExp(SECRET));
  });

  it("shows both clocks if they differ by more than a minute and the signature is refused", async () => {
    const date = new Date(Date.now() - 3600_000).toUTCString();
    const refused: Step = (response) => {
      response.setHeader("Date", date).end(JSON.stringify(fail(70003)));
    };
    const { client } = await start([refused, refused]);
    const { message } = await chatErrorOf(client.groups.destroy("room"));
    const shown = new Date(date).toISOString().slice(0, 19);
    assert.match(
      message,
      new RegExp(`Set the clock of this machine: it shows \\S+Z, and the service's answer ${shown}Z`),
    );
  });

  it("does not mention a clock that is right", async () => {
    const { client } = await start([fail(70003), fail(70003)]);
    assert.doesNotMatch((await chatErrorOf(client.groups.destroy("room"))).message, /clock/);
  });
});

describe("an emulator that is not running", () => {
  it("fails a call within seconds, with its address, the source of it, and the command that starts it", async () => {
    const port = await freePort();
    const client = new ChatClient({
      ...credentials,
      endpoint: `http://127.0.0.1:${port}`,
      sources: { endpoint: "TENCENT_CHAT_ENDPOINT" },
      deadlineMs: 60_000,
    });
    const started = performance.now();
    const { message } = await chatErrorOf(client.groups.destroy("room"));
    assert.ok(performance.now() - started < 10_000, "it took ten seconds");
    assert.match(message, /connection refused \(ECONNREFUSED\) \(6 tries in /);
    assert.match(message, new RegExp(`Start the emulator with \`npx tencent-chat emulator --port ${port}\``));
    assert.match(message, new RegExp(`\`endpoint\` \\(http://127\\.0\\.0\\.1:${port}, from TENCENT_CHAT_ENDPOINT\\)`));
  });
});

describe("a service that does not answer", () => {
  it("is reported once after five seconds, with its address, while calls are still trying", async () => {
    const events = new EventEmitter();
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const warnings: string[] = [];
    const reported = once(events, "warned");
    const client = new ChatClient({
      ...credentials,
      endpoint: `http://127.0.0.1:${port}`,
      logger: {
        ...silentLogger,
        warn: (text) => {
          warnings.push(text);
          events.emit("warned");
        },
      },
    });
    const calls = Promise.allSettled([client.groups.getInfo("a"), client.groups.destroy("b")]);
    await reported;
    client.close();
    await calls;
    server.close();
    for (const socket of sockets) socket.destroy();
    assert.deepEqual(warnings, [
      `no answer from http://127.0.0.1:${port} for 5 seconds: still trying, for up to 60 seconds in all`,
    ]);
  });
});

/** Returns a port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
