import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { OperationError } from "../errors";
import type { Announcement } from "./announcements";
import type { RemoteObject } from "./declarations";

/** What one process of a run tells the others. */
export type RunEvent =
  | { readonly type: "announce"; readonly announcement: Announcement }
  | {
      readonly type: "declare";
      readonly key: string;
      readonly text: string;
      readonly things: readonly RemoteObject[];
      readonly kept: readonly string[] | undefined;
    }
  | { readonly type: "finish"; readonly key: string; readonly isThere: boolean }
  | { readonly type: "refuse"; readonly groupId: string };

const maxAgeMs = 24 * 3600_000;
/** What a program begins its file's name with. */
const programPrefix = "program-";
const programAgeMs = 60_000;

/**
 * What the processes of one engine run tell each other: the program announces what it declares, and with several `Provider`s
 * the engine starts one provider process for each, which is asked to check its own resources alone. All get the address of
 * their engine, which is the name of a folder with one file for each process. The engine calls one after the other, so that
 * what was written before an answer is there to be read by whoever is called next. The files hold names and ids, and no
 * setting.
 */
export class RunFiles {
  readonly #folder: string;
  readonly #own: string;
  readonly #offsets = new Map<string, number>();
  /** When another process was last heard of, in milliseconds since 1970. */
  lastRead = 0;

  /**
   * @param engine the address of the engine, `host:port`
   * @param options.isProgram this process is the program, which may end before the others have read what it wrote
   * @throws Error where there can be no folder that is this user's alone
   */
  constructor(engine: string, { isProgram = false }: { readonly isProgram?: boolean } = {}) {
    const root = join(tmpdir(), `pulumi-tencent-chat-${userInfo().uid}`);
    this.#folder = join(root, engine.replace(/[^\w.-]/g, "_"));
    this.#own = `${isProgram ? programPrefix : ""}${fileName(process.pid)}`;
    mkdirSync(root, { recursive: true, mode: 0o700 });
    refuseForeign(root);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    removeOld(root);
    if (isProgram) this.#removeEarlierPrograms();
    else process.once("exit", () => rmSync(join(this.#folder, this.#own), { force: true }));
  }

  /** A later engine may get the address of an earlier one, and has one program; that may use several copies of this package. */
  #removeEarlierPrograms(): void {
    for (const name of readdirSync(this.#folder)) {
      if (name.startsWith(programPrefix) && name !== this.#own) rmSync(join(this.#folder, name), { force: true });
    }
  }

  write(event: RunEvent): void {
    appendFileSync(join(this.#folder, this.#own), `${JSON.stringify(event)}\n`, { mode: 0o600 });
  }

  /**
   * What the others have written since the last time.
   *
   * @throws OperationError where that cannot be known: what is deleted now may be theirs
   */
  read(): RunEvent[] {
    const names = this.#names().filter((name) => name !== this.#own && this.#isOfThisRun(name));
    const events = names.flatMap((name) => this.#newLines(name).map((line): RunEvent => JSON.parse(line)));
    if (events.length > 0) this.lastRead = Date.now();
    return events;
  }

  /** A program that has ended is of this run where it wrote after, or shortly before, this process began. */
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
        `What the other provider processes of this run declare cannot be read (${String(error)}). Nothing was changed: run it again.`,
      );
    }
  }

  #newLines(name: string): string[] {
    const offset = this.#offsets.get(name) ?? 0;
    const file = join(this.#folder, name);
    // A process that ends in order removes its file.
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= offset) return [];
    const written = readFileSync(file).subarray(offset);
    // A line that is being written is read the next time.
    const whole = written.subarray(0, written.lastIndexOf(0x0a) + 1);
    this.#offsets.set(name, offset + whole.length);
    return whole.toString("utf8").split("\n").filter(Boolean);
  }
}

/** A process id comes again in time: with when it was started it tells one process. */
function fileName(pid: number): string {
  return `${pid}-${startOf(pid) ?? ""}`;
}

/** A later engine may get the address of an earlier one: what its processes left behind says nothing. */
function isAlive(name: string): boolean {
  const own = name.replace(programPrefix, "");
  const pid = Number(own.split("-")[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return fileName(pid) === own;
}

/** When a process was started, where the system tells it (Linux: field 22 of its stat). */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** In a folder of somebody else, anybody could say that a group is managed by another resource now. */
function refuseForeign(root: string): void {
  const { uid, mode } = lstatSync(root);
  const { uid: own } = userInfo();
  // Windows has neither.
  if (own >= 0 && (uid !== own || (mode & 0o077) !== 0)) throw new Error(`${root} is not this user's alone`);
}

/** Engines end their providers by force, so that files stay. Other processes may be about the same: no failure matters. */
function removeOld(root: string): void {
  for (const name of readdirSync(root)) {
    const folder = join(root, name);
    try {
      const isOld = Date.now() - statSync(folder).mtimeMs > maxAgeMs;
      if (isOld && !readdirSync(folder).some(isAlive)) rmSync(folder, { recursive: true, force: true });
    } catch {}
  }
}
