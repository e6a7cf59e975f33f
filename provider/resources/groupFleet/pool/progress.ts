import type { OperationContext } from "../../../handler";

const intervalMs = 10_000;

/** Logs how far the work on many groups is: every ten seconds, with the rate and the time left. */
export class Progress {
  readonly #started: number;
  #done = 0;
  #reportedAt: number;

  constructor(
    private readonly doing: string,
    private readonly total: number,
    private readonly operation: Pick<OperationContext, "clock" | "log">,
  ) {
    this.#started = operation.clock.monotonic();
    this.#reportedAt = this.#started;
  }

  step(): void {
    this.#done += 1;
    const now = this.operation.clock.monotonic();
    if (now - this.#reportedAt < intervalMs || this.#done === this.total) return;
    this.#reportedAt = now;
    const perSecond = this.#done / ((now - this.#started) / 1000);
    const left = Math.ceil((this.total - this.#done) / perSecond);
    this.operation.log.info(
      `${this.doing}: ${this.#done} of ${this.total} groups, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second, about ${left} s left`,
    );
  }
}
