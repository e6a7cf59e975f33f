import { OperationError } from "../errors";
import { unknownValue } from "../validation/schema";
import { Announcements } from "./announcements";
import { type Declaration, Declarations, type RemoteObject } from "./declarations";
import type { PreviewFile } from "./previewFile";
import type { ProgramResource, ProgramView } from "./programView";
import { labelFromKey, labelOf } from "./resource";
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
  readonly isAnnounced?: boolean;
  readonly previewFile?: PreviewFile | undefined;
}

/** Checks follow each other within milliseconds: a pause this long means that the program is waiting for something. */
const defaultQuietMs = 250;
/** 12 pauses (3 seconds) for checked resources; 10 seconds for unchecked ones, which may depend on any other resource. */
const maxQuiets = 12;
const maxUncheckedWaitMs = 10_000;
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
  readonly #isAnnounced: boolean;
  readonly #failed = new Set<string>();
  readonly #previewFile: PreviewFile | undefined;
  /** By the identity of a provider: those that resources keep for it. */
  readonly #kept = new Map<string, Set<string>>();
  #hasReadPreview = false;
  #lastCheck = 0;

  /**
   * @param options.files how the processes of the run exchange events
   * @param options.isAlone false if there may be other processes without any exchange
   * @param options.quietMs the pause between checks that means that the program is waiting for something
   * @param options.isAnnounced whether the program announces its resources before they are checked
   * @param options.previewFile what it declared in the preview of the same command
   */
  constructor({
    files,
    isAlone = true,
    quietMs = defaultQuietMs,
    isAnnounced = true,
    previewFile,
  }: ProgramOptions = {}) {
    this.#previewFile = previewFile;
    this.#isAnnounced = isAnnounced;
    this.#files = files;
    this.#isAlone = isAlone;
    this.#quietMs = quietMs;
  }

  /**
   * Records what a resource declares.
   *
   * @param inState what its state already has; undefined if the engine gave no state, because the resource is new or
   *   will be replaced
   * @returns a conflict with another resource that declares one of these objects as well
   */
  declare(
    resource: ProgramResource,
    objects: readonly RemoteObject[],
    inState: readonly RemoteObject[] | undefined,
    location: Location,
  ): { readonly object: RemoteObject; readonly other: ProgramResource } | undefined {
    this.#lastCheck = Date.now();
    this.#readPreview();
    this.#readEvents();
    const declared = objects.map((object) => withLocation(object, location));
    const keys = inState?.map(({ key }) => locatedKey(key, location));
    const event = { type: "declare", ...resource, objects: declared, inState: keys } as const;
    this.#files?.write(event);
    const { text: _, ...known } = resource;
    this.#previewFile?.record({ ...known, objects: declared.map(({ key }) => key), inState: keys ?? [] });
    this.#apply(event);
    return this.#declarations.conflictOf(resource.key);
  }

  /**
   * Records that a resource was created or updated, possibly in part, or that this failed.
   *
   * @param objects those that its state has now, if these are not all that it declares
   */
  finish(key: string, exists: boolean, objects?: readonly RemoteObject[], location?: Location): void {
    if (!this.#declarations.has(key)) return;
    const inState = location && objects?.map((object) => locatedKey(object.key, location));
    this.#publish({ type: "finish", key, exists, ...(inState && { inState }) });
  }

  /**
   * Returns the identity that resources of this program keep for a provider, in a stack that had another provider before. New
   * resources get it as well: otherwise a group with a derived id could not move from one resource to another.
   *
   * @returns undefined if there is none, or more than one
   */
  keptIdentity(provider: string): string | undefined {
    this.#readPreview();
    this.#readEvents();
    // A preview may not have known the provider's identity.
    const kept = new Set([provider, unknownValue].flatMap((each) => [...(this.#kept.get(each) ?? [])]));
    const [identity] = kept;
    return kept.size === 1 ? identity : undefined;
  }

  #keep({ identity, keptFor }: Pick<ProgramResource, "identity" | "keptFor">): void {
    if (identity === undefined || keptFor === undefined) return;
    this.#kept.set(keptFor, (this.#kept.get(keptFor) ?? new Set()).add(identity));
  }

  /** Whether a program runs, as far as this process knows. */
  isRunning(): boolean {
    this.#readEvents();
    return !this.#isAlone || this.#declarations.size > 0;
  }

  /** Returns the program as one resource sees it. */
  viewFor(
    requester: string,
    location: Location,
    nameOf: (object: string) => string | undefined = () => undefined,
  ): ProgramView {
    const declarerOf = (object: string, matches: (declaration: Declaration) => boolean) =>
      this.#declarations.declarerOf(locatedKey(object, location), matches);
    const find: typeof declarerOf = (object, matches) => {
      this.#readEvents();
      return declarerOf(object, matches);
    };
    const uncheckedDeclarerOf = (object: string) =>
      this.#announcements.find(object, requester, nameOf(object)) ??
      this.#announcements.findPreviewed(locatedKey(object, location), requester);
    /** The requester itself counts once it has been recreated: a delete after that removes the object that was replaced. */
    const isOther = ({ key }: Declaration) => key !== requester;
    const isManaged = (object: string) => {
      const manager = find(object, isOther);
      if (manager !== undefined) return hasObject(manager, locatedKey(object, location));
      return this.#announcements.isInPreviewedState(locatedKey(object, location), requester);
    };
    /** The wait itself reads the events: an update of a fleet may wait for thousands of objects. */
    const isPending = (object: string) => {
      const manager = declarerOf(object, isOther);
      return manager?.awaitsReplacement === true && !hasObject(manager, locatedKey(object, location));
    };
    /** Waiting for a resource that depends on the requester would not make it come sooner. */
    const isAwaited = (object: string) =>
      uncheckedDeclarerOf(object)?.dependsOn.includes(labelFromKey(requester)) === false;
    const mayManage = ({ key, awaitsReplacement }: Declaration) => key !== requester || !awaitsReplacement;
    return {
      isRunning: () => this.isRunning(),
      managerOf: (object) => {
        const manager = find(object, mayManage);
        if (manager !== undefined && !hasObject(manager, locatedKey(object, location))) throw managerFailed(manager);
        if (manager !== undefined) return { key: manager.key, text: manager.text, isSelf: manager.key === requester };
        // A destroy checks nothing, even where it runs the program: everything is deleted.
        const unchecked = this.#declarations.size === 0 ? undefined : uncheckedDeclarerOf(object);
        const [failed] = this.#failed;
        if (unchecked === undefined && !this.#isAnnounced && failed !== undefined) throw mayNotBeReached(failed);
        if (unchecked === undefined) return undefined;
        const label = labelOf(unchecked);
        if (this.#announcements.isInPreviewedState(locatedKey(object, location), requester))
          return { key: label, text: label, isSelf: false };
        // Deleted before its replacement: the other resource may depend on the new one.
        if (!this.#declarations.awaitsReplacement(requester)) throw managerNotReached(label);
        return unchecked.hasMore ? undefined : { key: label, text: label, isSelf: false };
      },
      declarerOf: (object) => find(object, isOther),
      identities: () => {
        this.#readEvents();
        return [...this.#declarations.identities];
      },
      expectedDeclarer: (object) => {
        this.#readEvents();
        const unchecked = uncheckedDeclarerOf(object);
        return unchecked && { text: labelOf(unchecked) };
      },
      isManaged,
      isShared: (scope) => {
        this.#readEvents();
        return this.#declarations.declarerIn(locatedKey(scope, location), mayManage) !== undefined;
      },
      waitForChecks: (objects = []) =>
        this.#waitUntilQuiet(
          () => objects.some(isPending),
          () => objects.some(isAwaited),
        ),
      withNames: (names) => this.viewFor(requester, location, names),
      refuseDisband: (groupId) => {
        this.#publish({ type: "refuse", groupId: locatedKey(groupId, location) });
      },
      isDisbandRefused: (groupId) => {
        this.#readEvents();
        return this.#refused.has(locatedKey(groupId, location));
      },
    };
  }

  /**
   * Waits until the program pauses.
   *
   * @param isPending whether a checked resource is still to be created
   * @param isAwaited whether a resource is still to be checked
   */
  async #waitUntilQuiet(isPending: () => boolean, isAwaited: () => boolean): Promise<void> {
    const start = Date.now();
    for (;;) {
      const waited = Date.now() - start;
      const quiet = Date.now() - Math.max(this.#lastCheck, this.#files?.lastRead ?? 0);
      const isQuiet = (quiet >= this.#quietMs && !isPending()) || waited >= this.#quietMs * maxQuiets;
      if (isQuiet && (waited >= maxUncheckedWaitMs || !isAwaited())) return;
      await new Promise((resolve) => setTimeout(resolve, Math.max(pollMs, this.#quietMs - quiet)));
      this.#readEvents();
    }
  }

  /** Once: a preview has ended before the first check of an update. */
  #readPreview(): void {
    if (this.#hasReadPreview) return;
    this.#hasReadPreview = true;
    for (const resource of this.#previewFile?.read() ?? []) {
      this.#announcements.preview(resource);
      this.#keep(resource);
    }
  }

  #readEvents(): void {
    for (const event of this.#files?.read() ?? []) this.#apply(event);
  }

  /**
   * The event has already happened, so a failed write is ignored: if the other processes cannot be told, their own
   * deletes of these objects fail.
   */
  #publish(event: RunEvent): void {
    this.#apply(event);
    try {
      this.#files?.write(event);
    } catch {}
  }

  #finish(event: Extract<RunEvent, { type: "finish" }>): void {
    this.#declarations.finish(event);
    if (event.exists) this.#failed.delete(event.key);
    else this.#failed.add(event.key);
  }

  #apply(event: RunEvent): void {
    if (event.type === "refuse") this.#refused.add(event.groupId);
    else if (event.type === "finish") this.#finish(event);
    else if (event.type === "announce") this.#announcements.announce(event.announcement);
    else {
      this.#announcements.check(event.key);
      this.#keep(event);
      this.#declarations.declare(event);
    }
  }
}

function managerFailed({ text }: ProgramResource): OperationError {
  return new OperationError(
    `${text} now declares it, but could not be created or updated. Nothing was changed, and it stays in the state: ` +
      "fix the cause, then run `pulumi up` again.",
  );
}

function managerNotReached(text: string): OperationError {
  return new OperationError(
    `${text} now declares it, but was not reached in this run: it is not a target of the run, or one of its dependencies failed. ` +
      "Nothing was changed, and it stays in the state: run `pulumi up` again, without --target.",
  );
}

/** Without announcements, what depends on a resource that failed is not known. */
function mayNotBeReached(failed: string): OperationError {
  return new OperationError(
    `${labelFromKey(failed)} failed in this run, and a resource that depends on it may declare this one now. ` +
      "Nothing was changed, and it stays in the state: fix the cause, then run `pulumi up` again.",
  );
}

function withLocation(object: RemoteObject, location: Location): RemoteObject {
  const scope = object.scope === undefined ? {} : { scope: locatedKey(object.scope, location) };
  return { ...object, ...scope, key: locatedKey(object.key, location) };
}

function locatedKey(key: string, { service, sdkAppId }: Location): string {
  return `${service}/${sdkAppId}/${key}`;
}

function hasObject({ isApplied, inState }: Declaration, object: string): boolean {
  return isApplied || inState.has(object);
}
