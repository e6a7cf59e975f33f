import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Mutation, mutated } from "./mutations";

/** A proxy between the provider and the emulator that mutates answers. */
export class MutatingProxy {
  static async start(target: string): Promise<MutatingProxy> {
    const proxy = new MutatingProxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  readonly #server = http.createServer((request, response) => {
    this.#pass(request, response).catch(() => response.destroy());
  });
  #mutation: Mutation | undefined;
  #seen = 0;

  private constructor(private readonly target: string) {}

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The mutation from now on; undefined passes everything through. */
  use(mutation: Mutation | undefined): void {
    this.#mutation = mutation;
    this.#seen = 0;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await text(request);
    const answer = await fetch(`${this.target}${request.url ?? ""}`, { method: "POST", body });
    const sent = this.#changed(request.url ?? "", await answer.text());
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(sent);
  }

  #changed(url: string, answer: string): string {
    const mutation = this.#mutation;
    if (mutation === undefined || !url.includes(`/${mutation.api}?`)) return answer;
    const number = this.#seen++;
    const isMeant = number >= mutation.skip && number < mutation.skip + mutation.times;
    return isMeant ? mutated(answer, mutation) : answer;
  }
}
