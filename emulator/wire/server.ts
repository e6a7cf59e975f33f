import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Duplex } from "node:stream";
import type { Service } from "../service";
import { failure } from "./answer";
import { readBody } from "./body";
import { toJson } from "./json";
import { send } from "./send";

/** What answers the requests that are not for the emulated service: the page, and the control API. */
export interface Pages {
  covers(method: string, path: string): boolean;
  serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

/** A client that does not finish its headers or its request within these times is disconnected (408). */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than the idle timeout of common clients, so that the emulator never closes a connection during a client's next request. */
const KEEP_ALIVE_MS = 75_000;
/** Further connections are refused. A client with a pool needs far fewer. */
const MAX_CONNECTIONS = 10_000;

/** Creates the HTTP server of the emulator. It does not listen yet. */
export function createApiServer(service: Service, pages: Pages, closing: AbortSignal): Server {
  const options = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    serve(service, pages, closing, request, response).catch((error: unknown) => answerCrash(response, error));
  };
  // Each open request may listen to it. Node warns of more than ten.
  setMaxListeners(0, closing);
  const { tls } = service.settings;
  const settings = { ...options, connectionsCheckingInterval: 1000 };
  const server = tls === undefined ? createServer(settings, answer) : createTlsServer({ ...settings, ...tls }, answer);
  server.maxConnections = MAX_CONNECTIONS;
  server.on("clientError", answerBrokenHttp);
  return server;
}

async function serve(
  service: Service,
  pages: Pages,
  closing: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const at = service.settings.clock.now();
  const url = request.url ?? "";
  const queryStart = url.indexOf("?");
  const path = queryStart === -1 ? url : url.slice(0, queryStart);
  if (pages.covers(request.method ?? "", path)) return pages.serve(request, response, path);
  const started = performance.now();
  const body = await readBody(request, service.settings.maxBodyBytes);
  const reply = await service.receive({
    method: request.method ?? "",
    path,
    query: queryStart === -1 ? "" : url.slice(queryStart + 1),
    body,
    at,
  });
  // A client compares its clock with this one. Node itself would send the time of the machine.
  response.setHeader("Date", new Date(at).toUTCString());
  const text = toJson(reply.answer);
  response.once("close", service.journal.answering(reply.entry, text, started));
  await send(response, text, reply.fault, closing);
}

/** Reports an error of the emulator itself, clearly different from an answer of the service. Does nothing if the client has disconnected. */
function answerCrash(response: ServerResponse, error: unknown): void {
  if (response.destroyed || response.headersSent) response.destroy();
  else
    response
      .writeHead(500, { "Content-Type": "text/plain" })
      .end(`the emulator failed: ${error instanceof Error ? error.stack : String(error)}\n`);
}

/** Answers invalid HTTP with the service's error (doc 34620), and a request that was too slow with 408, as a gateway does. */
function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const timedOut = error.code === "ERR_HTTP_REQUEST_TIMEOUT";
  const text = timedOut ? "" : JSON.stringify(failure(60002, "HTTP parse Error"));
  const status = timedOut ? "408 Request Timeout" : "200 OK";
  socket.end(
    `HTTP/1.1 ${status}\r\nServer: nginx\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
  );
}
