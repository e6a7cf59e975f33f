import type { Fault } from "./faults/fault";

/** One request and how it was answered. Never contains a UserSig or a key: the query string is not stored. */
export interface JournalEntry {
  /** Sequence number, from 1, in the order of processing: a call that waits for a webhook comes after later ones. */
  readonly seq: number;
  /** Time of arrival by the emulator's clock, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** The app that the request names; undefined if it names none. */
  readonly sdkAppId: number | undefined;
  /** The command, e.g. `destroy_group`; empty if the path has none. */
  readonly api: string;
  /** The path without its query string. */
  readonly path: string;
  /** The parsed body, with integers beyond 2^53 as bigints; undefined if it was not read or is not a JSON object. */
  readonly body: unknown;
  /** Undefined if there was no answer (a fault). */
  readonly httpStatus: number | undefined;
  /** The ErrorCode of the answer; undefined if it has none. */
  readonly errorCode: number | undefined;
  readonly errorInfo: string;
  /** `ok`: ErrorCode 0. `refused`: another code, from the emulated service. `fault`: the fault plan decided the answer. */
  readonly outcome: "ok" | "refused" | "fault";
  readonly fault: Fault["kind"] | undefined;
  /** The groups that the request names, or the one that it created. */
  readonly groupIds: readonly string[];
  /** The accounts that the request names, in any field. */
  readonly accounts: readonly string[];
  /** Whether the request took effect as a write, regardless of the answer. */
  readonly effect: boolean;
}

/** How a request was answered, for the most recent requests. */
export interface Exchange {
  /** The answer that was sent, or would have been sent without a fault of the connection: at most 64 KiB of it. */
  readonly answer: string;
  /** From the arrival until the answer was sent, or the connection ended, in milliseconds. Undefined while it is under way. */
  readonly durationMs: number | undefined;
}

/** All given criteria must match. */
export interface JournalCriteria {
  readonly api?: string;
  readonly groupId?: string;
  readonly account?: string;
  readonly sdkAppId?: number;
  readonly errorCode?: number;
  readonly outcome?: JournalEntry["outcome"];
  readonly effect?: boolean;
}
export type JournalFilter = JournalCriteria | ((entry: JournalEntry) => boolean);

interface Waiter {
  readonly matches: (entry: JournalEntry) => boolean;
  readonly resolve: (entry: JournalEntry) => void;
  readonly reject: (reason: Error) => void;
}

const CLOSED = "the emulator was closed before a matching request came";

/** How many requests, the most recent ones, have an exchange. */
const MAX_EXCHANGES = 500;
const MAX_ANSWER_CHARACTERS = 64 * 1024;

/**
 * The requests received, oldest first.
 *
 * @example
 * const disbanded = emulator.journal.next({ api: "destroy_group", groupId: "ops-room" });
 * // ... start the program that disbands it ...
 * await disbanded;
 */
export class Journal {
  private stored: JournalEntry[] = [];
  /** The same entries by each group that they name: an open page asks for those of one group every second. */
  private readonly byGroup = new Map<string, JournalEntry[]>();
  private waiters: Waiter[] = [];
  private hasEnded = false;
  private readonly exchanges = new Map<number, { answer: string; durationMs: number | undefined }>();

  constructor(
    private readonly limit: number,
    private readonly onChange: () => void,
    private readonly onAnswered: (entry: JournalEntry, durationMs: number) => void = () => {},
  ) {}

  entries(filter?: JournalFilter): readonly JournalEntry[] {
    return this.#candidates(filter).filter(predicateOf(filter));
  }

  count(filter?: JournalFilter): number {
    return this.entries(filter).length;
  }

  /** Returns the newest entries that match both, newest first, and whether there are more. */
  latest(
    criteria: JournalCriteria,
    matches: (entry: JournalEntry) => boolean,
    limit: number,
  ): { readonly entries: readonly JournalEntry[]; readonly isMore: boolean } {
    const isWanted = predicateOf(criteria);
    const candidates = this.#candidates(criteria);
    const entries: JournalEntry[] = [];
    for (let index = candidates.length - 1; index >= 0; index--) {
      const entry = candidates[index];
      if (entry === undefined || !isWanted(entry) || !matches(entry)) continue;
      if (entries.length === limit) return { entries, isMore: true };
      entries.push(entry);
    }
    return { entries, isMore: false };
  }

  /**
   * Waits for the next matching request; earlier requests do not count.
   * Resolves after the request has taken effect, before its answer is sent. Rejects if the emulator closes or the signal aborts first.
   */
  next(filter?: JournalFilter, signal?: AbortSignal): Promise<JournalEntry> {
    let abort = (): void => {};
    const promise = new Promise<JournalEntry>((resolve, reject) => {
      if (this.hasEnded) return reject(new Error(CLOSED));
      const waiter = { matches: predicateOf(filter), resolve, reject };
      this.waiters.push(waiter);
      abort = () => {
        this.waiters = this.waiters.filter((other) => other !== waiter);
        reject(new Error("no matching request came in time"));
      };
      if (signal?.aborted) abort();
      signal?.addEventListener("abort", abort);
    });
    // An abandoned wait must not crash the process (unhandled rejection) when the emulator closes.
    void promise.catch(() => undefined).finally(() => signal?.removeEventListener("abort", abort));
    return promise;
  }

  /** Returns how a request was answered. Undefined if it is none of the 500 most recent ones. */
  exchange(seq: number): Exchange | undefined {
    return this.exchanges.get(seq);
  }

  clear(): void {
    this.stored = [];
    this.byGroup.clear();
    this.exchanges.clear();
    this.onChange();
  }

  /** Notes the answer of a request. The returned function is called once it has been sent. `started`: by performance.now(). Internal. */
  answering(entry: JournalEntry, answer: string, started: number): () => void {
    const exchange = { answer: truncated(answer), durationMs: undefined as number | undefined };
    this.exchanges.set(entry.seq, exchange);
    if (this.exchanges.size > MAX_EXCHANGES) this.exchanges.delete(this.exchanges.keys().next().value ?? 0);
    return () => {
      exchange.durationMs = performance.now() - started;
      this.onAnswered(entry, exchange.durationMs);
    };
  }

  /** Adds an entry. Internal. */
  add(entry: JournalEntry): void {
    this.stored.push(entry);
    for (const groupId of new Set(entry.groupIds)) {
      const entries = this.byGroup.get(groupId);
      if (entries === undefined) this.byGroup.set(groupId, [entry]);
      else entries.push(entry);
    }
    if (this.stored.length > this.limit * 1.1) this.#dropOldest(this.stored.length - this.limit);
    const matching = this.waiters.filter((waiter) => waiter.matches(entry));
    this.waiters = this.waiters.filter((waiter) => !matching.includes(waiter));
    for (const waiter of matching) waiter.resolve(entry);
    this.onChange();
  }

  #candidates(filter: JournalFilter = {}): readonly JournalEntry[] {
    const groupId = typeof filter === "function" ? undefined : filter.groupId;
    return groupId === undefined ? this.stored : (this.byGroup.get(groupId) ?? []);
  }

  #dropOldest(count: number): void {
    for (const entry of this.stored.splice(0, count)) {
      for (const groupId of new Set(entry.groupIds)) {
        const entries = this.byGroup.get(groupId);
        entries?.shift();
        if (entries?.length === 0) this.byGroup.delete(groupId);
      }
    }
  }

  /** Rejects all waits: no more requests will come. Internal. */
  end(): void {
    this.hasEnded = true;
    const waiters = this.waiters;
    this.waiters = [];
    for (const waiter of waiters) waiter.reject(new Error(CLOSED));
  }
}

/** A part of a string keeps the whole string in memory, so it is copied. */
function truncated(answer: string): string {
  if (answer.length <= MAX_ANSWER_CHARACTERS) return answer;
  return Buffer.from(answer.slice(0, MAX_ANSWER_CHARACTERS)).toString();
}

/** Returns whether an entry matches. */
function predicateOf(filter: JournalFilter = {}): (entry: JournalEntry) => boolean {
  if (typeof filter === "function") return filter;
  const { groupId, account, ...equal } = filter;
  const pairs = Object.entries(equal) as [keyof JournalEntry, unknown][];
  return (entry) =>
    (groupId === undefined || entry.groupIds.includes(groupId)) &&
    (account === undefined || entry.accounts.includes(account)) &&
    pairs.every(([name, value]) => value === undefined || entry[name] === value);
}
