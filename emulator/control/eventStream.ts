import type { ServerResponse } from "node:http";
import type { Changes } from "../changes";
import { ControlError } from "./controlError";

/** Minimum interval between two events. */
const INTERVAL_MS = 200;
const MAX_STREAMS = 64;

/**
 * `GET /emulator/v1/events`: server-sent events that tell that something changed, at most five a second, and not what: the
 * reader asks for what it shows. So a stream costs the same with one group and with 10,000.
 */
export class EventStream {
  readonly #streams = new Set<ServerResponse>();
  readonly #stopFollowing: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly changes: Changes) {
    this.#stopFollowing = changes.follow(() => this.#schedule());
  }

  open(response: ServerResponse): void {
    if (this.#streams.size >= MAX_STREAMS) throw new ControlError(503, `${MAX_STREAMS} event streams are open already`);
    response.writeHead(200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    });
    this.#streams.add(response);
    response.once("close", () => this.#streams.delete(response));
    response.write(this.#event());
  }

  close(): void {
    this.#stopFollowing();
    clearTimeout(this.#timer);
    this.#streams.clear();
  }

  #schedule(): void {
    if (this.#streams.size === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const text = this.#event();
      for (const stream of this.#streams) {
        // A reader that does not keep up misses events, and loses nothing: the next one tells the same.
        if (!stream.writableNeedDrain) stream.write(text);
      }
    }, INTERVAL_MS);
    this.#timer.unref();
  }

  #event(): string {
    return `event: change\ndata: ${JSON.stringify({ version: 1, changes: this.changes.count })}\n\n`;
  }
}
