import type { Logger } from "../base/logger";

/** Long enough for one slow answer, short enough for a person who waits. */
const SILENCE_MS = 5_000;

/**
 * Warns when the service has not answered any call of a client for five seconds, so that the retries until the deadline
 * are not silent. It warns once, and again only after an answer.
 */
export class SilenceWatch {
  readonly #logger: Logger;
  /** The address of the service, for the warning. */
  readonly #address: string;
  #unanswered = 0;
  #hasWarned = false;
  #reason: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(logger: Logger, address: string) {
    this.#logger = logger;
    this.#address = address;
  }

  /** Counts a call as unanswered. The returned function ends that, when the call has succeeded or failed. */
  begin(deadlineMs: number): () => void {
    this.#unanswered += 1;
    this.#timer ??= setTimeout(() => this.#warn(deadlineMs), SILENCE_MS).unref();
    return () => {
      this.#unanswered -= 1;
      if (this.#unanswered === 0) this.#stop();
    };
  }

  /** Records an answer of any kind: the service can be reached. */
  answered(): void {
    this.#hasWarned = false;
    this.#stop();
  }

  /** Records why there was no answer. */
  failed(reason: string): void {
    this.#reason = reason;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#reason = undefined;
  }

  #warn(deadlineMs: number): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    const why = this.#reason === undefined ? "" : ` (${this.#reason})`;
    this.#logger.warn(
      `no answer from ${this.#address} for ${SILENCE_MS / 1000} seconds${why}: still trying, for up to ${Math.round(deadlineMs / 1000)} seconds in all`,
    );
  }
}
