import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isObject } from "../api/shape";
import type { Changes } from "../changes";
import type { AppContents, AppState } from "../state/appState";
import { decode, encode } from "./codec";
import { lock, unlock } from "./lock";
import { StateFileError } from "./stateFileError";

/** The version of the format. A file of another version is refused. */
const VERSION = 1;
/** Minimum time between two writes. */
const MIN_INTERVAL_MS = 500;
/** The time between two writes is at least so many times as long as a write: a large state must not slow the API. */
const INTERVAL_FACTOR = 20;

/**
 * Keeps the contents of all apps in a file, so that they survive a restart: groups, members, attributes, messages, accounts.
 * Keys, requests, faults, webhooks and the clock are not in it. It is written at most twice a second, always as a whole. If the
 * process is killed, the last half second may be missing.
 */
export class StateFile {
  #timer: NodeJS.Timeout | undefined;
  #lastDuration = 0;
  #isWarned = false;
  #stopFollowing: () => void = () => {};

  /** @throws StateFileError if another emulator uses the file */
  constructor(
    private readonly path: string,
    private readonly apps: () => readonly AppState[],
  ) {
    lock(path);
  }

  /** Loads the file. @returns whether it exists @throws StateFileError if it can't be used */
  load(): boolean {
    if (!existsSync(this.path)) return false;
    const saved = readSaved(this.path);
    const known = new Map(this.apps().map((state) => [state.app.sdkAppId, state]));
    for (const sdkAppId of saved.keys())
      if (!known.has(sdkAppId))
        throw new StateFileError(
          `${this.path} has the app ${sdkAppId}, which this emulator does not have. Start it with this SDKAppID, or with another file`,
        );
    for (const [sdkAppId, contents] of saved) known.get(sdkAppId)?.restore(contents);
    return true;
  }

  /** Writes the file after changes. */
  follow(changes: Changes): void {
    this.#stopFollowing = changes.follow(() => this.#schedule());
  }

  /** Writes the file for the last time, and releases it. @throws StateFileError if it can't be written */
  close(): void {
    try {
      this.#write();
    } catch (error) {
      throw new StateFileError(`the last changes are not saved: ${reasonOf(this.path, error)}`);
    } finally {
      this.abandon();
    }
  }

  /** Releases the file without writing it. */
  abandon(): void {
    this.#stopFollowing();
    clearTimeout(this.#timer);
    unlock(this.path);
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#writeOrWarn();
      },
      Math.max(MIN_INTERVAL_MS, this.#lastDuration * INTERVAL_FACTOR),
    );
    this.#timer.unref();
  }

  /** A full disk must not end the emulator. Warns once, until the file can be written again. */
  #writeOrWarn(): void {
    try {
      this.#write();
      this.#isWarned = false;
    } catch (error) {
      if (!this.#isWarned)
        process.emitWarning(
          `${reasonOf(this.path, error)}. It is tried again after the next change`,
          "StateFileWarning",
        );
      this.#isWarned = true;
    }
  }

  #write(): void {
    const started = performance.now();
    const apps = this.apps().map((state) => ({ sdkAppId: state.app.sdkAppId, ...state.contents() }));
    replaceFile(this.path, `${encode({ version: VERSION, apps })}\n`);
    this.#lastDuration = performance.now() - started;
  }
}

/** Writes a new file that replaces the old one, so that a reader never finds half of it. */
function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, "w", 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function reasonOf(path: string, error: unknown): string {
  return `${path} can't be written: ${error instanceof Error ? error.message : String(error)}`;
}

function readSaved(path: string): ReadonlyMap<number, Partial<AppContents>> {
  const content = parse(path);
  if (!isObject(content) || !Array.isArray(content.apps) || !content.apps.every(isSavedApp))
    throw new StateFileError(`${path} is not a state file of the emulator. Give another file, or remove it`);
  if (content.version !== VERSION)
    throw new StateFileError(
      `${path} has version ${String(content.version)} of the format, and this emulator reads version ${VERSION}. Use the emulator that wrote it, or remove it`,
    );
  return new Map(content.apps.map(({ sdkAppId, ...contents }) => [sdkAppId, contents]));
}

type SavedApp = { readonly sdkAppId: number } & Partial<AppContents>;

function isSavedApp(app: unknown): app is SavedApp {
  const isMapIfGiven = (value: unknown) => value === undefined || value instanceof Map;
  return isObject(app) && typeof app.sdkAppId === "number" && isMapIfGiven(app.accounts) && isMapIfGiven(app.groups);
}

function parse(path: string): unknown {
  try {
    return decode(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new StateFileError(`${path} is damaged: it is not JSON. Restore it from a copy, or remove it`);
    throw new StateFileError(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
