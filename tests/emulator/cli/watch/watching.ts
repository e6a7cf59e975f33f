import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { run } from "../../../../cli/run";
import { DEFAULT_APP } from "../../../../emulator";
import type { CommandApp } from "../app";

export const token = "xxxyyy-token";

export interface Delivery {
  readonly body: unknown;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A watch in this process, and a service that sends webhooks to it over HTTP. */
export class Watching {
  static async start(app: CommandApp, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const watching = new Watching();
    const variables = { PATH: process.env["PATH"], ...app.emulator.env(), TENCENT_CHAT_WEBHOOK_TOKEN: token, ...env };
    watching.ended = run(["watch", "--port", "0", ...args], {
      out: (text) => watching.#write("out", text),
      err: (text) => watching.#write("err", text),
      env: variables,
      isInteractive: false,
      columns: undefined,
    });
    // The owners are known when this is written.
    await watching.untilErr(/owners of all groups are known/);
    watching.url = (/on (http:\S+)/.exec(watching.err) ?? [])[1] ?? "";
    return watching;
  }

  out = "";
  err = "";
  url = "";
  ended: Promise<number> = Promise.resolve(0);
  readonly #written = new EventEmitter();

  get lines(): readonly Record<string, unknown>[] {
    return this.out
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  /** Delivers an event as the service does: signed, with the command in the URL as well. */
  async send({ body, query = {}, method = "POST", path, headers = {} }: Delivery) {
    const time = String(Math.floor(Date.now() / 1000));
    const { CallbackCommand } = Object(body) as { CallbackCommand?: string };
    const all = {
      ...{ SdkAppid: String(DEFAULT_APP.sdkAppId), CallbackCommand, contenttype: "json", OptPlatform: "RESTAPI" },
      ...{ RequestTime: time, Sign: signOf(token, query["RequestTime"] ?? time), ...query },
    };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const url = new URL(path === undefined ? this.url : new URL(path, this.url));
    url.search = String(new URLSearchParams(given));
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(url, { method, headers, ...(method !== "GET" && { body: text }) });
    return { status: response.status, text: await response.text() };
  }

  /** Delivers an event that must be answered as the service expects. */
  async deliver(body: unknown): Promise<void> {
    const { status, text } = await this.send({ body });
    assert.equal(status, 200, text);
    assert.deepEqual(JSON.parse(text), { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" });
  }

  untilErr(pattern: RegExp): Promise<void> {
    return this.#until(() => pattern.test(this.err));
  }

  async untilLines(count: number): Promise<readonly Record<string, unknown>[]> {
    await this.#until(() => this.lines.length >= count);
    return this.lines;
  }

  /** Ends the watch as SIGTERM does, and returns its exit code. Everything that was accepted has been reported then. */
  stop(): Promise<number> {
    process.emit("SIGTERM", "SIGTERM");
    return this.ended;
  }

  async #until(isDone: () => boolean): Promise<void> {
    const ended = this.ended.then((code) => assert.ok(isDone(), `it ended with exit code ${code}: ${this.err}`));
    while (!isDone()) await Promise.race([once(this.#written, "text"), ended]);
  }

  #write(to: "out" | "err", text: string): void {
    this[to] += text;
    this.#written.emit("text");
  }
}

export function signOf(secret: string, requestTime: string): string {
  return createHash("sha256").update(`${secret}${requestTime}`).digest("hex");
}
