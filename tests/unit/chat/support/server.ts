import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface Received {
  readonly method: string;
  /** `/v4/…` without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
  /** The connection of the request. */
  readonly socket: Socket;
}

/** How the server handles a request: with the fields of an answer, or with full control of the response. */
export type Step = object | ((response: http.ServerResponse, request: Received) => void);

export interface ScriptedServer {
  readonly url: string;
  readonly received: Received[];
  /** Resolves when the n-th request has arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export const ok = { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" };
export const fail = (code: number, info = ""): object => ({ ActionStatus: "FAIL", ErrorCode: code, ErrorInfo: info });
export const status =
  (code: number, text = "bad gateway"): Step =>
  (response) => {
    response.writeHead(code).end(text);
  };
export const text =
  (body: string): Step =>
  (response) => {
    response.end(body);
  };
/** Accepts the request, then resets the connection. */
export const reset: Step = (_response, request) => request.socket.destroy();
/** Accepts the request and never answers. */
export const silence: Step = () => undefined;

/** A real HTTP server that answers with the steps in order and repeats the last one. */
export async function startServer(...steps: readonly Step[]): Promise<ScriptedServer> {
  const received: Received[] = [];
  const server = http.createServer((incoming, response) => {
    let body = "";
    incoming.setEncoding("utf8");
    incoming.on("data", (chunk) => {
      body += chunk;
    });
    incoming.on("end", () => {
      const url = new URL(incoming.url ?? "", "http://localhost");
      const request: Received = {
        method: incoming.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        body: JSON.parse(body),
        socket: incoming.socket,
      };
      const step = steps[Math.min(received.length, steps.length - 1)] ?? ok;
      received.push(request);
      if (typeof step === "function") step(response, request);
      else response.setHeader("Content-Type", "application/json").end(JSON.stringify(step));
      server.emit("scripted");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async arrived(count) {
      while (received.length < count) await once(server, "scripted");
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
