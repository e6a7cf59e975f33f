import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { OperationError } from "../errors";
import type { Announcement } from "./announcements";
import type { RemoteObject } from "./declarations";

/** What the processes of a run tell each other. */
export type RunEvent =
  | { readonly type: "announce"; readonly announcement: Announcement }
  | {
      readonly type: "declare";
      readonly key: string;
      readonly text: string;
      readonly identity?: string;
      readonly keptFor?: string;
      readonly objects: readonly RemoteObject[];
      readonly inState: readonly string[] | undefined;
    }
  | {
      readonly type: "finish";
      readonly key: string;
      readonly exists: boolean;
      /** The objects that it has now, if these are not all that it declares. */
      readonly inState?: readonly string[];
    }
  | { readonly type: "refuse"; readonly groupId: string };

const maxAgeMs = 24 * 3600_000;
/** The prefix of the file names of programs. */
const programPrefix = "program-";
const programAgeMs = 60_000;

/**
 * How the processes of one engine run exchange events. The program announces what it declares. With several
 * `Provider`s, the engine starts one provider process for each, which only checks its own resources. All know the
 * address of their engine, which names a folder with one file per process. The engine calls them one after the other,
 * so what one writes before its answer is there for the next one to read. The files hold names and ids, and no
 * settings.
 */
export class RunFiles {
  readonly #folder: string;
  readonly #ownFile: string;
  readonly #offsets = new Map<string, number>();
  /** When another process last wrote something, in milliseconds since 1970. */
  lastRead = 0;

  /**
   * @param engine the address of the engine, `host:port`
   * @param options.isProgram whether this process is the program, which may end before the others have read what it
   *   wrote
   * @throws Error if no folder can be created that belongs to this user alone
   */
  constructor(engine: string, { isProgram = false }: { readonly isProgram?: boolean } = {}) {
    this.#folder = runFolder(engine);
    this.#ownFile = `${isProgram ? programPrefix : ""}${processName(process.pid)}`;
    if (isProgram) this.#removeEarlierPrograms();
    else process.once("exit", () => rmSync(join(this.#folder, this.#ownFile), { force: true }));
  }

  /** A later engine may get the address of an earlier one. An engine has one program, which may use several copies of this package. */
  #removeEarlierPrograms(): void {
    for (const name of readdirSync(this.#folder)) {
      if (name.startsWith(programPrefix) && name !== this.#ownFile) rmSync(join(this.#folder, name), { force: true });
    }
  }

  write(event: RunEvent): void {
    appendFileSync(join(this.#folder, this.#ownFile), `${JSON.stringify(event)}\n`, { mode: 0o600 });
  }

  /**
   * Returns what the other processes have written since the last call.
   *
   * @throws OperationError if that cannot be read: they may declare what is deleted now
   */
  read(): RunEvent[] {
    const names = this.#names().filter((name) => name !== this.#ownFile && this.#isOfThisRun(name));
    const events = names.flatMap((name) => this.#newLines(name).map((line): RunEvent => JSON.parse(line)));
    if (events.length > 0) this.lastRead = Date.now();
    return events;
  }

  /** A program that has ended belongs to this run if it wrote after, or shortly before, this process started. */
  #isOfThisRun(name: string): boolean {
    if (!name.startsWith(programPrefix)) return isAlive(name);
    const written = statSync(join(this.#folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return written > Date.now() - process.uptime() * 1000 - programAgeMs;
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder);
    } catch (error) {
      throw new OperationError(
        `Could not read what the other provider processes of this run declare (${String(error)}). Nothing was changed: run it again.`,
      );
    }
  }

  #newLines(name: string): string[] {
    const offset = this.#offsets.get(name) ?? 0;
    const file = join(this.#folder, name);
    // A process that exits normally removes its file.
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= offset) return [];
    const written = readFileSync(file).subarray(offset);
    // An incomplete line is read the next time.
    const completeLines = written.subarray(0, written.lastIndexOf(0x0a) + 1);
    this.#offsets.set(name, offset + completeLines.length);
    return completeLines.toString("utf8").split("\n").filter(Boolean);
  }
}

/**
 * Creates the folder for a run.
 *
 * @throws Error if no folder can be created that belongs to this user alone
 */
export function runFolder(name: string): string {
  const root = join(tmpdir(), `pulumi-tencent-chat-${userInfo().uid}`);
  const folder = join(root, name.replace(/[^\w.-]/g, "_"));
  mkdirSync(root, { recursive: true, mode: 0o700 });
  refuseForeign(root);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeOld(root);
  return folder;
}

/** Returns a name for a file of a process. Process ids are reused, so it contains the start time as well. */
export function processName(pid: number): string {
  return `${pid}-${startTimeOf(pid) ?? ""}`;
}

/** A later engine may get the address of an earlier one: files of processes that have ended are ignored. */
function isAlive(name: string): boolean {
  const own = name.replace(programPrefix, "");
  const pid = Number(own.split("-")[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return processName(pid) === own;
}

/** Returns when a process was started, if the system reports it (Linux: field 22 of its stat). */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** Refuses a folder of another user, in which anyone could claim that another resource now manages a group. */
function refuseForeign(root: string): void {
  const { uid, mode } = lstatSync(root);
  const { uid: own } = userInfo();
  // Windows has neither uid nor mode.
  if (own >= 0 && (uid !== own || (mode & 0o077) !== 0)) throw new Error(`${root} does not belong to this user alone`);
}

/** Engines kill their providers, so files remain. Other processes may be removing the same files: failures are ignored. */
function removeOld(root: string): void {
  for (const name of readdirSync(root)) {
    const folder = join(root, name);
    try {
      const isOld = Date.now() - statSync(folder).mtimeMs > maxAgeMs;
      if (isOld && !readdirSync(folder).some(isAlive)) rmSync(folder, { recursive: true, force: true });
    } catch {}
  }
}
