import assert from "node:assert/strict";
import { request } from "node:http";
import type { Emulator } from "../../../emulator";

/** A parsed answer. */
export interface Json {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly [field: string]: any;
}

export interface ControlAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly json: Json;
}

/** The control API by raw HTTP, as a test in another language uses it. */
export class Control {
  constructor(private readonly emulator: () => Emulator) {}

  /** The first app. */
  readonly app = "/apps/1400000000";

  get(path: string): Promise<Json> {
    return this.ok("GET", path);
  }

  /** Like `send`, for a request that must succeed. */
  async ok(method: string, path: string, body?: unknown): Promise<Json> {
    const { status, json } = await this.send(method, path, body === undefined ? undefined : JSON.stringify(body));
    assert.ok(status === 200 || status === 204, `${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  }

  /** Sends a request that must be refused with this status and error. */
  async refused(status: number, error: RegExp, method: string, path: string, body?: unknown): Promise<void> {
    const answer = await this.send(method, path, body === undefined ? undefined : JSON.stringify(body));
    assert.equal(answer.status, status, JSON.stringify(answer.json));
    assert.match(answer.json.error, error);
  }

  send(
    method: string,
    path: string,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
    prefix = "/emulator/v1",
  ): Promise<ControlAnswer> {
    const type = body === undefined ? {} : { "Content-Type": "application/json" };
    return new Promise((resolve, reject) => {
      const options = {
        host: "127.0.0.1",
        port: this.emulator().port,
        method,
        path: prefix + path,
        agent: false as const,
      };
      const outgoing = request({ ...options, headers: { ...type, ...headers } }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", reject);
        response.on("end", () => {
          const isJson = response.headers["content-type"] === "application/json";
          const { statusCode: status = 0, headers: received } = response;
          resolve({ status, headers: received, json: isJson ? JSON.parse(text) : { text } });
        });
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }
}
