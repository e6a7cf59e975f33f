import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Service } from "../service";
import { failure } from "./answer";
import { send } from "./send";

/** Answers a GET of a person's browser; false where the path is none of its own. */
export type Pages = (path: string, response: ServerResponse) => boolean;

/** A client that does not finish its headers or its request within these is cut off (408). */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than common clients keep an idle connection, so that they close it and not the emulator under their next request. */
const KEEP_ALIVE_MS = 75_000;

/** The HTTP server of the emulator; not listening yet. */
export function makeServer(service: Service, pages: Pages, closing: AbortSignal): Server {
  const options = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const server = createServer({ ...options, connectionsCheckingInterval: 1000 }, (request, response) => {
    serve(service, pages, closing, request, response).catch((error: unknown) => answerCrash(response, error));
  });
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
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  if (request.method === "GET" && pages(path, response)) return;
  const body = await readBody(request, service.settings.maxBodyBytes);
  const reply = service.receive({
    method: request.method ?? "",
    path,
    query: mark === -1 ? "" : url.slice(mark + 1),
    body,
    at,
  });
  await send(response, reply, closing);
}

/** The body's bytes; undefined where there are more than `limit`. The rest is read and dropped, so that the client gets its answer. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
  }
  return bytes <= limit ? Buffer.concat(chunks) : undefined;
}

/** A client that went away gets nothing; an error of the emulator itself is told as what it is, and not as an answer of the service. */
function answerCrash(response: ServerResponse, error: unknown): void {
  if (response.destroyed || response.headersSent) response.destroy();
  else
    response
      .writeHead(500, { "Content-Type": "text/plain" })
      .end(`the emulator failed: ${error instanceof Error ? error.stack : String(error)}\n`);
}

/** What is no HTTP at all gets the service's own words for it (doc 34620); what was too slow gets a gateway's 408. */
function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const isLate = error.code === "ERR_HTTP_REQUEST_TIMEOUT";
  const text = isLate ? "" : JSON.stringify(failure(60002, "HTTP parse Error"));
  const status = isLate ? "408 Request Timeout" : "200 OK";
  socket.end(
    `HTTP/1.1 ${status}\r\nServer: nginx\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
  );
}
