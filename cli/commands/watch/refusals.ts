import type { Refusal } from "./admission";

/** How often one reason is printed, in milliseconds: anybody can send requests. */
const intervalMs = 60_000;

/** Prints why requests are refused: each reason at most once a minute, with how many there were. */
export class Refusals {
  readonly #seen = new Map<string, { readonly at: number; readonly count: number }>();

  constructor(private readonly err: (text: string) => void) {}

  add({ reason }: Refusal, now: number): void {
    const { at, count } = this.#seen.get(reason) ?? { at: Number.NEGATIVE_INFINITY, count: 0 };
    if (now - at < intervalMs) {
      this.#seen.set(reason, { at, count: count + 1 });
      return;
    }
    this.#seen.set(reason, { at: now, count: 0 });
    this.err(`Refused a request: ${reason}.${count === 0 ? "" : ` ${count} more since the last such line.`}\n`);
  }
}
