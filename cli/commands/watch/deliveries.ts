import { createHash } from "node:crypto";
import { type Body, eventTimeOf } from "./events";

/** How many deliveries are remembered. */
const limit = 20_000;
/** How long, in milliseconds. An event that does not say when it happened can happen again. */
const timedMs = 3_600_000;
const untimedMs = 60_000;

/** Recognises repeated deliveries by their content and EventTime: the service may send an event again (doc 34354). */
export class Deliveries {
  /** When each delivery is forgotten, in the order of arrival. */
  readonly #seen = new Map<string, number>();

  /** @param now milliseconds since 1970 */
  isRepeated(body: Body, now: number): boolean {
    const until = this.#seen.get(keyOf(body));
    return until !== undefined && until > now;
  }

  add(body: Body, now: number): void {
    const key = keyOf(body);
    this.#seen.delete(key);
    this.#seen.set(key, now + (eventTimeOf(body) === undefined ? untimedMs : timedMs));
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > limit && oldest !== undefined) this.#seen.delete(oldest);
  }
}

/** The same for a number and a text in EventTime, and for any order of the fields. */
function keyOf(body: Body): string {
  const content = JSON.stringify(sorted({ ...body, EventTime: eventTimeOf(body) }));
  return createHash("sha256").update(content).digest("base64");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
