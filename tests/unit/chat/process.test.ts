import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import * as http from "node:http";
import * as https from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificate, key } from "./support/certificate";
import { chatErrorOf, SECRET, useBench } from "./support/client";
import { ok } from "./support/server";

const ROOT = join(__dirname, "..", "..", "..");

/** Disbands two groups one after the other, closes nothing, and must exit by itself. */
const PROGRAM = `
  const { ChatClient } = require("./chat");
  const client = new ChatClient({ sdkAppId: 1, secretKey: ${JSON.stringify(SECRET)}, endpoint: process.env.CHAT, deadlineMs: 5000 });
  client.groups.destroy("a").then(() => client.groups.destroy("b")).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
`;

/** Runs the program in its own process and returns its stderr. */
async function run(env: Record<string, string>): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", PROGRAM], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const [code] = (await once(child, "close")) as [number];
  return { code, text };
}

interface TlsService {
  readonly port: number;
  readonly paths: string[];
  close(): Promise<void>;
}

async function startTls(): Promise<TlsService> {
  const paths: string[] = [];
  const server = https.createServer({ key, cert: certificate }, (request, response) => {
    paths.push((request.url ?? "").replace(/\?.*/, ""));
    response.end(JSON.stringify(ok));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    paths,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

describe("a program with the client", function () {
  this.timeout(30_000);
  const bench = useBench();

  it("exits by itself while the service keeps the connection open", async () => {
    const { server } = await bench.start([ok]);
    assert.deepEqual(await run({ CHAT: server.url }), { code: 0, text: "" });
    assert.equal(server.received.length, 2);
    assert.equal(new Set(server.received.map(({ socket }) => socket)).size, 1);
  });

  it("reaches an https service through the proxy's tunnel, without exposing anything to the proxy", async () => {
    const service = await startTls();
    const folder = await mkdtemp(join(tmpdir(), "chat-ca-"));
    await writeFile(join(folder, "ca.pem"), certificate);
    const proxyRequests: string[] = [];
    const proxy = http.createServer((request, response) => {
      proxyRequests.push(`plain ${request.url}`);
      response.writeHead(400).end();
    });
    proxy.on("connect", (request, socket) => {
      proxyRequests.push(`CONNECT ${request.url}`);
      const target = connect(service.port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        target.pipe(socket).pipe(target);
      });
      target.on("error", () => socket.destroy());
      socket.on("error", () => target.destroy());
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    try {
      const result = await run({
        CHAT: "https://chat.test",
        HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"),
      });
      assert.deepEqual(result, { code: 0, text: "" });
      assert.equal(service.paths.length, 2);
      assert.deepEqual([...new Set(proxyRequests)], ["CONNECT chat.test:443"]);
    } finally {
      proxy.close();
      proxy.closeAllConnections();
      await service.close();
      await rm(folder, { recursive: true });
    }
  });

  it("does not call a service with an untrusted certificate, even if the environment allows it", async () => {
    const service = await startTls();
    try {
      const { client } = await bench.start([ok], { endpoint: `https://localhost:${service.port}` });
      const error = await chatErrorOf(client.groups.destroy("x"));
      assert.match(error.info, /the server's certificate is not trusted/);
      assert.equal(error.isIndeterminate, false);
      const { code, text } = await run({
        CHAT: `https://localhost:${service.port}`,
        NODE_TLS_REJECT_UNAUTHORIZED: "0",
      });
      assert.equal(code, 1);
      assert.match(text, /the server's certificate is not trusted/);
      assert.deepEqual(service.paths, []);
    } finally {
      await service.close();
    }
  });
});
