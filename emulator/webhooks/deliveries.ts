/** One event, and what became of it. */
export interface Delivery {
  /** Sequence number, from 1. */
  readonly seq: number;
  /** Time of the event by the emulator's clock, in milliseconds since 1970. */
  readonly at: number;
  readonly sdkAppId: number;
  readonly command: string;
  readonly groupId: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** `failed`: no valid answer, after all attempts. `refused`: a before-event was refused. */
  status: "pending" | "delivered" | "refused" | "failed";
  attempts: number;
  /** Why the last attempt failed; empty if it did not. */
  problem: string;
}

const MAX_KEPT = 1000;

/** The events that were sent, oldest first. */
export class Deliveries {
  #seq = 0;
  #kept: Delivery[] = [];
  #pending = 0;
  #waiters: (() => void)[] = [];

  constructor(private readonly onChange: () => void) {}

  entries(): readonly Delivery[] {
    return this.#kept;
  }

  /** Resolves when no event is on its way. */
  async settled(): Promise<void> {
    while (this.#pending > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  clear(): void {
    this.#kept = [];
    this.onChange();
  }

  /** Internal. */
  add(event: Pick<Delivery, "at" | "sdkAppId" | "command" | "groupId" | "body">): Delivery {
    this.#seq += 1;
    const delivery: Delivery = { seq: this.#seq, ...event, status: "pending", attempts: 0, problem: "" };
    this.#kept.push(delivery);
    if (this.#kept.length > MAX_KEPT) this.#kept.shift();
    this.#pending += 1;
    this.onChange();
    return delivery;
  }

  /** Internal. */
  end(delivery: Delivery, status: Exclude<Delivery["status"], "pending">): void {
    delivery.status = status;
    this.#pending -= 1;
    if (this.#pending === 0) for (const resolve of this.#waiters.splice(0)) resolve();
    this.onChange();
  }
}
