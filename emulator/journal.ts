import type { Fault } from "./faults";

/** One request, as the emulator saw and answered it. Never holds a UserSig or a key: the query string is not kept. */
export interface JournalEntry {
  /** Number in the order of arrival, from 1. */
  readonly seq: number;
  /** Time of arrival by the emulator's clock, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** The app that the request names; undefined where it names none. */
  readonly sdkAppId: number | undefined;
  /** The command, e.g. `destroy_group`; empty where the path has none. */
  readonly api: string;
  /** The path without its query string. */
  readonly path: string;
  /** The parsed body, integers beyond 2^53 as bigints; undefined where it was not read or is no JSON. */
  readonly body: unknown;
  /** Undefined where no answer was given (a fault). */
  readonly httpStatus: number | undefined;
  /** The ErrorCode answered; undefined where the answer had none. */
  readonly errorCode: number | undefined;
  readonly errorInfo: string;
  /** `ok`: ErrorCode 0. `refused`: another one, for the service's own reasons. `fault`: the fault plan decided the answer. */
  readonly outcome: "ok" | "refused" | "fault";
  readonly fault: Fault["kind"] | undefined;
  /** The groups that the request names, or the one that it made. */
  readonly groupIds: readonly string[];
  /** The accounts that the request names, in whatever field. */
  readonly accounts: readonly string[];
  /** Whether the request changed anything, whatever was answered. */
  readonly effect: boolean;
}

/** All that is given must hold. */
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
  readonly wants: (entry: JournalEntry) => boolean;
  readonly resolve: (entry: JournalEntry) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The requests that came, oldest first.
 *
 * @example
 * const gone = emulator.journal.next({ api: "destroy_group", groupId: "ops-room" });
 * // ... start what disbands it ...
 * await gone;
 */
export class Journal {
  private kept: JournalEntry[] = [];
  private waiters: Waiter[] = [];

  constructor(
    private readonly limit: number,
    private readonly onAdd: () => void,
  ) {}

  entries(filter?: JournalFilter): readonly JournalEntry[] {
    return this.kept.filter(predicateOf(filter));
  }

  count(filter?: JournalFilter): number {
    return this.entries(filter).length;
  }

  /**
   * The next request that matches, counted from now: one that came before does not.
   * It resolves when the request has taken effect, before its answer is sent. Rejects when the emulator closes first.
   */
  next(filter?: JournalFilter): Promise<JournalEntry> {
    const promise = new Promise<JournalEntry>((resolve, reject) => {
      this.waiters.push({ wants: predicateOf(filter), resolve, reject });
    });
    // A wait that nobody looks at any more must not end the process when the emulator closes.
    promise.catch(() => undefined);
    return promise;
  }

  clear(): void {
    this.kept = [];
  }

  /** For the emulator itself. */
  add(entry: JournalEntry): void {
    this.kept.push(entry);
    if (this.kept.length > this.limit * 1.1) this.kept = this.kept.slice(-this.limit);
    const met = this.waiters.filter((waiter) => waiter.wants(entry));
    this.waiters = this.waiters.filter((waiter) => !met.includes(waiter));
    for (const waiter of met) waiter.resolve(entry);
    this.onAdd();
  }

  /** For the emulator itself: nothing more will come. */
  end(): void {
    const waiters = this.waiters;
    this.waiters = [];
    for (const waiter of waiters) waiter.reject(new Error("the emulator was closed before such a request came"));
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
