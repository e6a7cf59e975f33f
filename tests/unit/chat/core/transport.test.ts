import assert from "node:assert/strict";
import { once } from "node:events";
import * as http from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { TransportFailure } from "../../../../chat";
import { AxiosTransport } from "../../../../chat/core/axiosTransport";
import { chatErrorOf, useBench } from "../support/client";
import { LeapingClock } from "../support/clocks";
import { fail, ok, reset, silence, startServer, status } from "../support/server";

async function failureOf(url: string, timeoutMs = 5000): Promise<TransportFailure> {
  const transport = new AxiosTransport();
  try {
    const error: unknown = await transport
      .request({ url, body: "{}", timeoutMs, signal: new AbortController().signal })
      .then(
        () => assert.fail("it should have failed"),
        (reason: unknown) => reason,
      );
    assert.ok(error instanceof TransportFailure, String(error));
    return error;
  } finally {
    transport.close();
  }
}

/** Runs with the proxy variables set and restores them. */
async function withProxy<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  for (const name of ["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"])
    delete process.env[name];
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

async function startProxy(
  onConnect: number,
): Promise<{ url: string; connects: string[]; forwarded: string[]; close: () => Promise<void> }> {
  const connects: string[] = [];
  const forwarded: string[] = [];
  const proxy = http.createServer((request, response) => {
    forwarded.push(request.url ?? "");
    response.end(JSON.stringify(ok));
  });
  proxy.on("connect", (request, socket) => {
    connects.push(request.url ?? "");
    socket.end(`HTTP/1.1 ${onConnect} No\r\nContent-Length: 2\r\n\r\nno`);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    connects,
    forwarded,
    close: async () => {
      proxy.close();
      proxy.closeAllConnections();
      await once(proxy, "close");
    },
  };
}

describe("the axios transport", () => {
  const bench = useBench();

  it("reports a refused connection as not sent", async () => {
    const server = await startServer(ok);
    await server.close();
    const failure = await failureOf(server.url);
    assert.equal(failure.phase, "notSent");
    assert.match(failure.reason, /connection refused \(ECONNREFUSED\)/);
  });

  it("reports an unresolvable host name as not sent", async () => {
    assert.equal((await failureOf("http://no-such-host.invalid/")).phase, "notSent");
  });

  it("reports a handshake that never ends as not sent", async () => {
    const deaf = createServer();
    deaf.listen(0, "127.0.0.1");
    await once(deaf, "listening");
    try {
      const failure = await failureOf(`https://127.0.0.1:${(deaf.address() as AddressInfo).port}/`, 100);
      assert.equal(failure.phase, "notSent");
      assert.match(failure.reason, /no connection within 100 ms/);
    } finally {
      deaf.close();
    }
  });

  it("reports a server without TLS as not sent", async () => {
    const { server } = await bench.start([ok]);
    assert.equal((await failureOf(server.url.replace("http:", "https:"))).phase, "notSent");
  });

  it("reports a reset after the request as unknown", async () => {
    const { server } = await bench.start([reset]);
    assert.equal((await failureOf(server.url)).phase, "unknown");
  });

  it("reports a timeout after the request as unknown", async () => {
    const { server } = await bench.start([silence]);
    const failure = await failureOf(server.url, 100);
    assert.equal(failure.phase, "unknown");
    assert.match(failure.reason, /no answer within 100 ms/);
  });

  it("reports a truncated answer as unknown", async () => {
    const { server } = await bench.start([
      (response, { socket }) => {
        response.writeHead(200, { "Content-Length": "100" });
        response.write('{"ErrorCode":0', () => socket.destroy());
      },
    ]);
    assert.equal((await failureOf(server.url)).phase, "unknown");
  });

  it("stops reading an endless answer", async () => {
    const { server } = await bench.start([
      (response) => {
        const more = (): void => {
          if (!response.destroyed) response.write("x".repeat(65_536), () => setImmediate(more));
        };
        more();
      },
    ]);
    assert.match((await failureOf(server.url)).reason, /broke off or was longer than 2097152 bytes/);
  });

  it("does not follow a redirect, which would send the signature elsewhere", async () => {
    const elsewhere = await startServer(ok);
    const { client } = await bench.start([
      (response) => response.writeHead(307, { Location: `${elsewhere.url}/v4/a/b` }).end(),
    ]);
    const error = await chatErrorOf(client.groups.modify("x", { name: "y" }));
    assert.match(error.info, /HTTP status 307/);
    assert.equal(elsewhere.received.length, 0);
    await elsewhere.close();
  });

  it("exposes nothing of the HTTP library in its errors", async () => {
    const { client } = await bench.start([status(503), fail(10004)], { clock: new LeapingClock() });
    const error = await chatErrorOf(client.groups.modify("x", { name: "y" }));
    assert.equal(error.cause, undefined);
  });

  it("retries after a refused connection, even for an unsafe call", async () => {
    const server = await startServer(ok);
    await server.close();
    const { client } = await bench.start([ok], { endpoint: server.url, clock: new LeapingClock(), deadlineMs: 2000 });
    const error = await chatErrorOf(client.groups.destroy("x"));
    assert.match(error.message, /\d tries in/);
    assert.equal(error.isIndeterminate, false);
    assert.equal(error.errorClass, "transient");
  });

  it("asks the proxy of the environment for a tunnel to an https service and reports its refusal as not sent", async () => {
    const proxy = await startProxy(403);
    try {
      const failure = await withProxy({ HTTPS_PROXY: proxy.url }, () =>
        failureOf("https://chat.invalid/v4/a/b?usersig=secret"),
      );
      assert.equal(failure.phase, "notSent");
      assert.match(failure.reason, /the proxy refused to connect: HTTP status 403/);
      assert.deepEqual(proxy.connects, ["chat.invalid:443"]);
      assert.deepEqual(proxy.forwarded, []);
    } finally {
      await proxy.close();
    }
  });

  it("bypasses the proxy for hosts in NO_PROXY", async () => {
    const proxy = await startProxy(403);
    const { client, server } = await bench.start([ok]);
    try {
      await withProxy({ HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" }, () => client.groups.destroy("x"));
      assert.equal(server.received.length, 1);
      assert.deepEqual(proxy.forwarded, []);
    } finally {
      await proxy.close();
    }
  });
});
