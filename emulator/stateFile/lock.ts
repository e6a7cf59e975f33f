import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { StateFileError } from "./stateFileError";

/**
 * The files that this process has locked. A lock with the id of this process that is not among them is from an earlier
 * process: in a restarted container, the emulator often has the same id again.
 */
const locked = new Set<string>();

/** Creates the lock file of a state file, and replaces one whose process has ended. @throws StateFileError if another emulator has it */
export function lock(path: string): void {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (create(path)) return;
    const owner = ownerOf(path);
    if (owner === "gone") continue;
    if (owner === "unknown" || isRunning(owner, path)) throw inUse(path, owner);
    rmSync(lockFileOf(path), { force: true });
  }
  throw inUse(path, "unknown");
}

export function unlock(path: string): void {
  locked.delete(resolve(path));
  rmSync(lockFileOf(path), { force: true });
}

const MAX_ATTEMPTS = 3;

/** Returns false if there is a lock file already. */
function create(path: string): boolean {
  try {
    writeFileSync(lockFileOf(path), String(process.pid), { flag: "wx" });
    locked.add(resolve(path));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    throw new StateFileError(`${path} can't be written: ${code ?? String(error)}`);
  }
}

/** Returns the id of the process. It is unknown while another emulator is just writing it, and gone if that one has ended. */
function ownerOf(path: string): number | "unknown" | "gone" {
  try {
    const pid = Number(readFileSync(lockFileOf(path), "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : "unknown";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "gone";
    throw new StateFileError(`${lockFileOf(path)} can't be read: ${String(error)}`);
  }
}

function isRunning(pid: number, path: string): boolean {
  if (pid === process.pid) return locked.has(resolve(path));
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function inUse(path: string, owner: number | "unknown" | "gone"): StateFileError {
  const process = typeof owner === "number" ? ` (process ${owner})` : "";
  return new StateFileError(
    `${path} is used by another emulator${process}. Stop that one, or give another file. If no emulator uses it, remove ${lockFileOf(path)}`,
  );
}

function lockFileOf(path: string): string {
  return `${path}.lock`;
}
