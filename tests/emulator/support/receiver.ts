import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A webhook as the app's back end receives it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

/** What to answer: a JSON body, another status, or nothing at all. */
export type WebhookReply = object | { readonly status: number } | "nothing" | string;

export const OK = { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" };

/** The back end of an app, which receives its webhooks. */
export class Receiver {
  readonly received: Received[] = [];
  /** Decides each answer. */
  reply: (received: Received) => WebhookReply = () => OK;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      request.on("end", () => {
        const url = new URL(request.url ?? "", "http://receiver");
        const received = {
          method: request.method ?? "",
          path: url.pathname,
          query: url.searchParams,
          body: JSON.parse(text),
        };
        this.received.push(received);
        const reply = this.reply(received);
        if (reply === "nothing") return;
        if (typeof reply === "string") response.end(reply);
        else if ("status" in reply) response.writeHead(Number(reply.status)).end("{}");
        else response.end(JSON.stringify(reply));
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** The names of the events, without their prefix, in the order of arrival. */
  get events(): readonly string[] {
    return this.received.map(({ body }) => String(body.CallbackCommand).replace(/^\w+\.(Callback)?/, ""));
  }

  reset(): void {
    this.received.length = 0;
    this.reply = () => OK;
  }

  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}
