import type { IncomingMessage, ServerResponse } from "node:http";
import { InvalidField } from "../api/shape";
import type { Emulator } from "../emulator";
import { HandleError } from "../handle/handleError";
import { ApiError } from "../wire/answer";
import { readBody } from "../wire/body";
import { parseBody, toJson } from "../wire/json";
import { accessProblem } from "./access";
import { ControlError } from "./controlError";
import type { EventStream } from "./eventStream";
import { ROUTES } from "./routes";

/** The prefix of the control API, with its version. */
const CONTROL_PREFIX = "/emulator/v1";

/** Answers the requests of tests, tools and the page: `GET /emulator/v1/health` and so on (docs/control-api.md). */
export class ControlApi {
  readonly #events: EventStream;

  constructor(
    private readonly emulator: Emulator,
    events: EventStream,
    private readonly limits: { readonly allowedHosts: readonly string[]; readonly maxBodyBytes: number },
    private readonly closing: AbortSignal,
  ) {
    this.#events = events;
  }

  /** Returns whether the path belongs to the control API. */
  covers(path: string): boolean {
    return path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#answer(request, response);
    } catch (error) {
      const { status, message, allow } = problemOf(error);
      // Node waits for the rest of a body before it uses the connection again.
      request.resume();
      if (allow !== undefined) response.setHeader("Allow", allow);
      sendJson(response, status, { error: message });
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const problem = accessProblemOf(request, this.limits.allowedHosts);
    if (problem !== undefined) throw new ControlError(403, problem);
    const url = new URL(request.url ?? "", "http://emulator");
    const path = url.pathname.slice(CONTROL_PREFIX.length) || "/";
    if (path === "/events") {
      if (request.method !== "GET") throw notPossible(request.method, ["GET"]);
      this.#events.open(response);
      return;
    }
    const { route, params } = routeFor(request.method ?? "", path);
    const body = await this.#bodyOf(request);
    const disconnected = new AbortController();
    const abort = (): void => disconnected.abort();
    response.once("close", abort);
    this.closing.addEventListener("abort", abort, { signal: disconnected.signal });
    const query = queryOf(url.searchParams);
    const { signal } = disconnected;
    const result = await route.run({ emulator: this.emulator, params, query, body, signal });
    if (result === undefined) response.writeHead(204, HEADERS).end();
    else sendJson(response, 200, result);
  }

  async #bodyOf(request: IncomingMessage): Promise<unknown> {
    const { maxBodyBytes } = this.limits;
    const bytes = await readBody(request, maxBodyBytes);
    if (bytes === undefined) throw new ControlError(413, `the body is over ${maxBodyBytes} bytes`);
    if (bytes.length === 0) return undefined;
    // A form on a web page can't send this type without asking first.
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
      throw new ControlError(415, "the Content-Type must be application/json");
    return parseBody(bytes);
  }
}

/** The same check for the page. */
export function accessProblemOf({ headers }: IncomingMessage, allowedHosts: readonly string[]): string | undefined {
  const fetchSite = headers["sec-fetch-site"];
  return accessProblem(
    { host: headers.host, origin: headers.origin, fetchSite: typeof fetchSite === "string" ? fetchSite : undefined },
    allowedHosts,
  );
}

const HEADERS = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed) return;
  const text = toJson(value);
  response
    .writeHead(status, { ...HEADERS, "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) })
    .end(text);
}

function routeFor(method: string, path: string) {
  const segments = path.split("/").slice(1);
  const onPath = ROUTES.flatMap((route) => {
    const params = match(route.path.split("/").slice(1), segments);
    return params === undefined ? [] : [{ route, params }];
  });
  if (onPath.length === 0) throw new ControlError(404, `the control API has no ${path.slice(0, 200)}`);
  const found = onPath.find(({ route }) => route.method === method);
  if (found !== undefined) return found;
  throw notPossible(
    method,
    onPath.map(({ route }) => route.method),
  );
}

function notPossible(method: string | undefined, allowed: readonly string[]): ControlError {
  return new ControlError(405, `${method} is not possible here`, allowed);
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decoded(segment);
    else if (part !== segment) return undefined;
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ControlError(400, "the path is not percent-encoded UTF-8");
  }
}

function queryOf(parameters: URLSearchParams): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [name, value] of parameters) {
    if (Object.hasOwn(values, name)) throw new ControlError(400, `${name} is given twice`);
    values[name] = value;
  }
  return values;
}

function problemOf(error: unknown): { readonly status: number; readonly message: string; readonly allow?: string } {
  if (error instanceof ControlError)
    return { status: error.status, message: error.message, ...(error.allow && { allow: error.allow.join(", ") }) };
  if (error instanceof InvalidField) return { status: 400, message: error.message };
  if (error instanceof HandleError) return { status: error.reason === "notFound" ? 404 : 409, message: error.message };
  if (error instanceof ApiError) return { status: 400, message: error.info };
  throw error;
}
