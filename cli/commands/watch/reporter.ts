import type { Io } from "../../io";
import { oneLine } from "../../output/table";
import type { Commands } from "./commands";
import { Deliveries } from "./deliveries";
import { type Body, readEvent, type WebhookEvent } from "./events";
import { isReported, jsonLine, type LineFilter, lineOf } from "./line";
import type { Owners, Ownership } from "./owners";

/** How many events wait. More are refused, so that the service can send them again. */
const maxWaiting = 10_000;

/** Reports events in their order, one at a time. */
export class Reporter {
  readonly #deliveries = new Deliveries();
  readonly #waiting: WebhookEvent[] = [];
  #working: Promise<void> = Promise.resolve();
  #isWorking = false;

  constructor(
    private readonly owners: Owners,
    private readonly filter: LineFilter,
    private readonly io: Io,
    private readonly commands: Commands | undefined,
  ) {}

  /** Takes an event; the work is done after the caller has answered. */
  accept(body: Body, platform: string | undefined, now: number): "accepted" | "full" {
    const event = readEvent(body, platform, now);
    if (event === undefined || this.#deliveries.isRepeated(body, now)) return "accepted";
    if (this.#waiting.length >= maxWaiting) return "full";
    this.#deliveries.add(body, now);
    this.#waiting.push(event);
    if (!this.#isWorking) this.#working = this.#work();
    return "accepted";
  }

  /** Resolves when all accepted events are reported. */
  idle(): Promise<void> {
    return this.#working;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    // After the answer, which is sent in the current turn.
    await new Promise((resolve) => setImmediate(resolve));
    for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) {
      await this.#report(event).catch((error: unknown) => {
        this.io.err(`An event ${event?.event} was not reported: ${oneLine(String(error))}\n`);
      });
    }
    this.#isWorking = false;
  }

  async #report(event: WebhookEvent): Promise<void> {
    const line = lineOf(event, await this.#ownershipOf(event));
    if (!isReported(line, this.filter)) return;
    this.io.out(jsonLine(line));
    await this.commands?.add(line);
  }

  async #ownershipOf({ groupId, change }: WebhookEvent): Promise<Ownership> {
    if (groupId === undefined) return { managed: "unknown" };
    if (change === "created") return this.owners.ofNew(groupId);
    if (change !== "disbanded") return this.owners.of(groupId);
    // Its mark is gone with it. The id may be in use again already, so a read could find another group.
    const ownership = this.owners.lastKnown(groupId);
    this.owners.forget(groupId);
    return ownership;
  }
}
