import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type AdmissionRules, type Refusal, refusalOf } from "./admission";
import type { Body } from "./events";

/** A group of 6,000 members has an event of about 400 KB: it lists them. */
const maxBodyBytes = 1024 * 1024;
const maxConnections = 256;
const timeouts = { headersTimeout: 5000, requestTimeout: 10_000, keepAliveTimeout: 75_000 };

export interface Receiver {
  /** The path that webhooks are sent to. */
  readonly path: string;
  readonly rules: AdmissionRules;
  /** Takes an event, or refuses it if there are too many. Called before the answer, so it must return at once. */
  accept(body: Body, query: URLSearchParams): "accepted" | "full";
  /** Called after a request was refused. */
  refused(refusal: Refusal): void;
}

/** What the service expects (doc 34354). A before-event is allowed by it. */
const answer = JSON.stringify({ ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" });

/** Receives webhooks over HTTP, and answers before any work is done. @throws the error of `listen` */
export async function receiveWebhooks(receiver: Receiver, { port, host }: { port: number; host: string }) {
  const server = createServer({ ...timeouts, connectionsCheckingInterval: 1000 }, (request, response) => {
    serve(request, response, receiver).catch(() => response.destroy());
  });
  server.maxConnections = maxConnections;
  server.listen(port, host);
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

/** Stops accepting. Requests in progress are answered. */
async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A connection that is kept alive becomes idle when its last answer is sent.
  const timer = setInterval(() => server.closeIdleConnections(), 100);
  await closed;
  clearInterval(timer);
}

async function serve(request: IncomingMessage, response: ServerResponse, receiver: Receiver): Promise<void> {
  const [path = "", search = ""] = (request.url ?? "").split(/\?(.*)/s);
  if (path === "/healthz" && (request.method === "GET" || request.method === "HEAD")) {
    response.writeHead(200, { "Content-Type": "text/plain" }).end("ok\n");
    return;
  }
  const query = new URLSearchParams(search);
  const refusal = refusalBeforeBody(request, path, query, receiver) ?? (await receive(request, query, receiver));
  if (refusal === undefined) {
    response.writeHead(200, { "Content-Type": "application/json" }).end(answer);
    return;
  }
  // The rest of the request is not read.
  const allow = refusal.status === 405 ? { Allow: "POST" } : {};
  response.writeHead(refusal.status, { "Content-Type": "text/plain", Connection: "close", ...allow });
  response.end(`${refusal.reason}\n`, () => request.destroy());
  receiver.refused(refusal);
}

function refusalBeforeBody(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  receiver: Receiver,
): Refusal | undefined {
  if (path !== receiver.path) return { status: 404, reason: "its path is not that of --path" };
  if (request.method !== "POST") return { status: 405, reason: "it is not a POST" };
  return refusalOf(query, receiver.rules, Date.now());
}

const tooLarge: Refusal = { status: 413, reason: `its body has more than ${maxBodyBytes} bytes` };

async function receive(
  request: IncomingMessage,
  query: URLSearchParams,
  receiver: Receiver,
): Promise<Refusal | undefined> {
  const text = await readText(request);
  if (text === undefined) return tooLarge;
  const body = parseObject(text);
  if (body === undefined) return { status: 400, reason: "its body is not a JSON object" };
  const command = query.get("CallbackCommand");
  if (typeof body["CallbackCommand"] !== "string" || (command !== null && command !== body["CallbackCommand"]))
    return { status: 400, reason: "its CallbackCommand is missing, or another one than in the URL" };
  return receiver.accept(body, query) === "full" ? { status: 503, reason: "too many events are waiting" } : undefined;
}

/** Reads the body; undefined if it is too large. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers["content-length"]) > maxBodyBytes) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The answer is still to be sent when reading ends early.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseObject(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}
