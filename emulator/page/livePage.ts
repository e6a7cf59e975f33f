import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Service } from "../service";
import { document, overview } from "./render";

/** Minimum interval between two updates of the open pages. */
const UPDATE_INTERVAL_MS = 200;

/** `GET /`: the groups and the last requests, kept up to date over server-sent events (`GET /events`). */
export class LivePage {
  private readonly watchers = new Set<ServerResponse>();
  private timer: NodeJS.Timeout | undefined;
  private service: Service | undefined;

  show(service: Service): void {
    this.service = service;
  }

  /** Schedules an update of all open pages. */
  changed(): void {
    if (this.watchers.size === 0 || this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      for (const watcher of this.watchers) this.sendTo(watcher);
    }, UPDATE_INTERVAL_MS);
  }

  answer(path: string, response: ServerResponse): boolean {
    if (this.service === undefined) return false;
    if (path === "/") this.sendDocument(response, this.service);
    else if (path === "/events") this.watch(response);
    else if (path === "/favicon.ico") response.writeHead(204).end();
    else return false;
    return true;
  }

  close(): void {
    clearTimeout(this.timer);
    this.watchers.clear();
  }

  private sendDocument(response: ServerResponse, service: Service): void {
    const nonce = randomBytes(16).toString("base64");
    // Allows only the page's own style, script and events, so that a group name can't load or run anything.
    const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'`;
    response
      .writeHead(200, {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      })
      .end(document(overview(service), nonce, service.settings.lenient));
  }

  private watch(response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    this.watchers.add(response);
    response.on("close", () => this.watchers.delete(response));
    this.sendTo(response);
  }

  private sendTo(watcher: ServerResponse): void {
    if (this.service !== undefined) watcher.write(`data: ${JSON.stringify(overview(this.service))}\n\n`);
  }
}
