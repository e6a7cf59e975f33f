import type { Fault } from "./faults";

/** One request and how it was answered. Never contains a UserSig or a key: the query string is not stored. */
export interface JournalEntry {
  /** Sequence number in the order of arrival, from 1. */
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
  private waiters: Waiter[] = [];

  constructor(
    private readonly limit: number,
    private readonly onAdd: () => void,
  ) {}

  entries(filter?: JournalFilter): readonly JournalEntry[] {
    return this.stored.filter(predicateOf(filter));
  }

  count(filter?: JournalFilter): number {
    return this.entries(filter).length;
  }

  /**
   * Waits for the next matching request; earlier requests do not count.
   * Resolves after the request has taken effect, before its answer is sent. Rejects if the emulator closes first.
   */
  next(filter?: JournalFilter): Promise<JournalEntry> {
    const promise = new Promise<JournalEntry>((resolve, reject) => {
      this.waiters.push({ matches: predicateOf(filter), resolve, reject });
    });
    // An abandoned wait must not crash the process (unhandled rejection) when the emulator closes.
    promise.catch(() => undefined);
    return promise;
  }

  clear(): void {
    this.stored = [];
  }

  /** Adds an entry. Internal. */
  add(entry: JournalEntry): void {
    this.stored.push(entry);
    if (this.stored.length > this.limit * 1.1) this.stored = this.stored.slice(-this.limit);
    const matching = this.waiters.filter((waiter) => waiter.matches(entry));
    this.waiters = this.waiters.filter((waiter) => !matching.includes(waiter));
    for (const waiter of matching) waiter.resolve(entry);
    this.onAdd();
  }

  /** Rejects all waits: no more requests will come. Internal. */
  end(): void {
    const waiters = this.waiters;
    this.waiters = [];
    for (const waiter of waiters) waiter.reject(new Error("the emulator was closed before a matching request came"));
  }
}

function predicateOf(filter: JournalFilter = {}): (entry: JournalEntry) => boolean {
  if (typeof filter === "function") return filter;
  const { groupId, account, ...equal } = filter;
  const pairs = Object.entries(equal) as [keyof JournalEntry, unknown][];
  return (entry) =>
    (groupId === undefined || entry.groupIds.includes(groupId)) &&
    (account === undefined || entry.accounts.includes(account)) &&
    pairs.every(([name, value]) => value === undefined || entry[name] === value);
}
