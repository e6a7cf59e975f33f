import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

type Rewrite = (text: string) => string;

/** A proxy in front of the emulator that acts like a service which stores every text in another form. */
export class RewritingProxy {
  static async start(target: string): Promise<RewritingProxy> {
    const proxy = new RewritingProxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  readonly #server = http.createServer((request, response) => {
    this.#pass(request, response).catch(() => response.destroy());
  });
  #rewrite: Rewrite = (text) => text;

  private constructor(private readonly target: string) {}

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The change from now on. */
  use(rewrite: Rewrite): void {
    this.#rewrite = rewrite;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = JSON.stringify(this.#rewritten(JSON.parse(await text(request))));
    const answer = await fetch(`${this.target}${request.url ?? ""}`, { method: "POST", body });
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(await answer.text());
  }

  /** Keys are not changed. */
  #rewritten(value: unknown): unknown {
    if (typeof value === "string") return this.#rewrite(value);
    if (Array.isArray(value)) return value.map((item) => this.#rewritten(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#rewritten(item)]));
  }
}
