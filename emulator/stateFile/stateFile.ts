import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isObject } from "../api/shape";
import type { Changes } from "../changes";
import type { AppContents, AppState } from "../state/appState";
import { decode, encode } from "./codec";

/** The version of the format. A file of another version is refused. */
const VERSION = 1;
/** Minimum time between two writes, and how much longer than a write itself it is: a large state must not slow the API. */
const MIN_INTERVAL_MS = 500;
const INTERVAL_FACTOR = 20;

/** A state file that can't be used, and what to do. */
export class StateFileError extends Error {
  override readonly name = "StateFileError";
}

/**
 * Keeps the contents of all apps in a file, so that they survive a restart: groups, members, attributes, messages, accounts.
 * Keys, requests, faults, webhooks and the clock are not in it. It is written at most twice a second, always as a whole: to a
 * new file that replaces the old one. If the process is killed, the last half second may be missing.
 */
export class StateFile {
  #timer: NodeJS.Timeout | undefined;
  #lastDuration = 0;
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

  /** Writes the file, and leaves it to other emulators. */
  close(): void {
    this.#stopFollowing();
    clearTimeout(this.#timer);
    try {
      this.#write();
    } finally {
      rmSync(lockOf(this.path), { force: true });
    }
  }

  /** Leaves the file to other emulators, as it is. */
  abandon(): void {
    rmSync(lockOf(this.path), { force: true });
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#write();
      },
      Math.max(MIN_INTERVAL_MS, this.#lastDuration * INTERVAL_FACTOR),
    );
    this.#timer.unref();
  }

  #write(): void {
    const started = performance.now();
    const apps = this.apps().map((state) => ({ sdkAppId: state.app.sdkAppId, ...state.contents() }));
    const temporary = `${this.path}.${process.pid}.tmp`;
    const file = openSync(temporary, "w", 0o600);
    try {
      writeFileSync(file, `${encode({ version: VERSION, apps })}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, this.path);
    this.#lastDuration = performance.now() - started;
  }
}

function readSaved(path: string): ReadonlyMap<number, AppContents> {
  const content = parse(path);
  if (!isObject(content) || !Array.isArray(content.apps))
    throw new StateFileError(`${path} is not a state file of the emulator. Give another file, or remove it`);
  if (content.version !== VERSION)
    throw new StateFileError(
      `${path} has version ${String(content.version)} of the format, and this emulator reads version ${VERSION}. Use the emulator that wrote it, or remove it`,
    );
  return new Map(
    content.apps.map(({ sdkAppId, ...contents }: { sdkAppId: number } & AppContents) => [sdkAppId, contents]),
  );
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

function lockOf(path: string): string {
  return `${path}.lock`;
}

/** Takes the lock file, also from a process that has ended without removing it. */
function lock(path: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(lockOf(path), String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EEXIST") throw new StateFileError(`${path} can't be written: ${code ?? String(error)}`);
      const owner = Number(readFileSync(lockOf(path), "utf8"));
      if (isRunning(owner))
        throw new StateFileError(
          `${path} is used by another emulator (process ${owner}). Stop that one, or give another file`,
        );
      rmSync(lockOf(path), { force: true });
    }
  }
  throw new StateFileError(`${path} is used by another emulator`);
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
