import { OperationError } from "../errors";
import { Announcements } from "./announcements";
import { type Declaration, Declarations, type RemoteObject } from "./declarations";
import type { ProgramResource, ProgramView } from "./programView";
import { labelIn, labelOf } from "./resource";
import type { RunEvent, RunFiles } from "./runFiles";

/** The location of remote objects: an app of a service. */
interface Location {
  readonly service: string;
  readonly sdkAppId: number;
}

interface ProgramOptions {
  readonly files?: RunFiles;
  readonly isAlone?: boolean;
  readonly quietMs?: number | undefined;
}

/** Checks follow each other within milliseconds: a pause this long means that the program is waiting for something. */
const defaultQuietMs = 250;
/** 12 pauses (3 seconds) for checked resources; 10 seconds for unchecked ones, which may depend on any other resource. */
const longestWaits = 12;
const longestAwaitedMs = 10_000;
const pollMs = 20;

/**
 * What the program of one engine run declares. The engine calls `check` for every resource in previews and updates, and
 * never in a destroy. With several `Provider`s there are several processes, which exchange events.
 */
export class Program {
  readonly #declarations = new Declarations();
  readonly #announcements = new Announcements();
  readonly #refused = new Set<string>();
  readonly #files: RunFiles | undefined;
  readonly #isAlone: boolean;
  readonly #quietMs: number;
  #lastCheck = 0;

  /**
   * @param options.files how the processes of the run exchange events
   * @param options.isAlone false if there may be other processes without any exchange
   * @param options.quietMs the pause between checks that means that the program is waiting for something
   */
  constructor({ files, isAlone = true, quietMs = defaultQuietMs }: ProgramOptions = {}) {
    this.#files = files;
    this.#isAlone = isAlone;
    this.#quietMs = quietMs;
  }

  /**
   * Records what a resource declares.
   *
   * @param kept what its state already has; undefined if the engine gave no state, because the resource is new or
   *   will be replaced
   * @returns a conflict with another resource that declares one of these objects as well
   */
  declare(
    resource: ProgramResource,
    things: readonly RemoteObject[],
    kept: readonly RemoteObject[] | undefined,
    location: Location,
  ): { readonly thing: RemoteObject; readonly other: ProgramResource } | undefined {
    this.#lastCheck = Date.now();
    this.#read();
    const declared = things.map((thing) => located(thing, location));
    const keys = kept?.map(({ key }) => locatedKey(key, location));
    const event = { type: "declare", ...resource, things: declared, kept: keys } as const;
    this.#files?.write(event);
    this.#apply(event);
    return this.#declarations.conflictOf(resource.key);
  }

  /** Records that a resource was created or updated, possibly in part, or that this failed. */
  finish(key: string, isThere: boolean): void {
    if (!this.#declarations.has(key)) return;
    this.#tell({ type: "finish", key, isThere });
  }

  /** Returns the program as one resource sees it. */
  asSeenBy(asking: string, location: Location): ProgramView {
    const find = (thing: string, counts: (declaration: Declaration) => boolean) => {
      this.#read();
      return this.#declarations.declarerOf(locatedKey(thing, location), counts);
    };
    /** The requester itself counts once it has been recreated: a delete after that removes the object that was replaced. */
    const isOther = ({ key }: Declaration) => key !== asking;
    const isHeld = (thing: string) => {
      const holder = find(thing, isOther);
      return holder !== undefined && isThere(holder, locatedKey(thing, location));
    };
    const isComing = (thing: string) => {
      const holder = find(thing, isOther);
      return holder?.awaitsReplacement === true && !isThere(holder, locatedKey(thing, location));
    };
    const awaited = (thing: string) => {
      this.#read();
      return this.#announcements.find(thing, asking);
    };
    /** Waiting for a resource that depends on the requester would not make it come sooner. */
    const isAwaited = (thing: string) => awaited(thing)?.after.includes(labelIn(asking)) === false;
    const isElse = ({ key, awaitsReplacement }: Declaration) => key !== asking || !awaitsReplacement;
    return {
      isRunning: () => {
        this.#read();
        return !this.#isAlone || this.#declarations.size > 0;
      },
      holderOf: (thing) => {
        const holder = find(thing, isElse);
        if (holder !== undefined && !isThere(holder, locatedKey(thing, location))) throw notThere(holder);
        if (holder !== undefined) return { key: holder.key, text: holder.text, isAsking: holder.key === asking };
        // A destroy checks nothing, even where it runs the program: everything is deleted.
        const later = this.#declarations.size === 0 ? undefined : this.#announcements.find(thing, asking);
        if (later === undefined) return undefined;
        // Deleted before its replacement: the other resource may depend on the new one.
        if (!this.#declarations.awaitsReplacement(asking)) throw notInRun(labelOf(later));
        return later.isOpen ? undefined : { key: labelOf(later), text: labelOf(later), isAsking: false };
      },
      declarerOf: (thing) => find(thing, isOther),
      expectedDeclarer: (thing) => {
        const later = awaited(thing);
        return later && { text: labelOf(later) };
      },
      isManaged: isHeld,
      isShared: (scope) => {
        this.#read();
        return this.#declarations.declarerIn(locatedKey(scope, location), isElse) !== undefined;
      },
      waitForChecks: (things = []) =>
        this.#settled(
          () => things.some(isComing),
          () => things.some(isAwaited),
        ),
      refuseDisband: (groupId) => {
        this.#tell({ type: "refuse", groupId: locatedKey(groupId, location) });
      },
      isDisbandRefused: (groupId) => {
        this.#read();
        return this.#refused.has(locatedKey(groupId, location));
      },
    };
  }

  /**
   * Waits until the program pauses.
   *
   * @param isComing whether a checked resource is still to be created
   * @param isAwaited whether a resource is still to be checked
   */
  async #settled(isComing: () => boolean, isAwaited: () => boolean): Promise<void> {
    const start = Date.now();
    for (;;) {
      const waited = Date.now() - start;
      const quiet = Date.now() - Math.max(this.#lastCheck, this.#files?.lastRead ?? 0);
      const mayEnd = (quiet >= this.#quietMs && !isComing()) || waited >= this.#quietMs * longestWaits;
      if (mayEnd && (waited >= longestAwaitedMs || !isAwaited())) return;
      await new Promise((resolve) => setTimeout(resolve, Math.max(pollMs, this.#quietMs - quiet)));
      this.#read();
    }
  }

  #read(): void {
    for (const event of this.#files?.read() ?? []) this.#apply(event);
  }

  /**
   * The event has already happened, so a failed write is ignored: if the other processes cannot be told, their own
   * deletes of these objects fail.
   */
  #tell(event: RunEvent): void {
    this.#apply(event);
    try {
      this.#files?.write(event);
    } catch {}
  }

  #apply(event: RunEvent): void {
    if (event.type === "refuse") this.#refused.add(event.groupId);
    else if (event.type === "finish") this.#declarations.finish(event.key, event.isThere);
    else if (event.type === "announce") this.#announcements.announce(event.announcement);
    else {
      this.#announcements.check(event.key);
      this.#declarations.declare(event);
    }
  }
}

function notThere({ text }: ProgramResource): OperationError {
  return new OperationError(
    `${text} now declares it, but could not be created or updated. Nothing was changed, and it stays in the state: ` +
      "fix the cause, then run `pulumi up` again.",
  );
}

function notInRun(text: string): OperationError {
  return new OperationError(
    `${text} now declares it, but was not reached in this run: it is not a target of the run, or one of its dependencies failed. ` +
      "Nothing was changed, and it stays in the state: run `pulumi up` again, without --target.",
  );
}

function located(thing: RemoteObject, location: Location): RemoteObject {
  const scope = thing.scope === undefined ? {} : { scope: locatedKey(thing.scope, location) };
  return { ...thing, ...scope, key: locatedKey(thing.key, location) };
}

function locatedKey(key: string, { service, sdkAppId }: Location): string {
  return `${service}/${sdkAppId}/${key}`;
}

function isThere({ isMade, kept }: Declaration, thing: string): boolean {
  return isMade || kept.has(thing);
}
