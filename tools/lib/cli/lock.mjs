import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { say } from "../report.mjs";

/**
 * Runs a function under a lock that only one process of this machine can hold.
 * @param {string} folder the lock: a folder that exists while it is held, and contains the process id of its holder
 * @param {string} whileWaiting printed once if this process has to wait
 * @param {() => Promise<void>} action
 */
export async function withLock(folder, whileWaiting, action) {
  for (let isWaiting = false; !acquire(folder); isWaiting = true) {
    if (!isWaiting) say(whileWaiting);
    await delay(1_000);
  }
  try {
    await action();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function acquire(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    if (!isAbandoned(folder)) return false;
    rmSync(folder, { recursive: true, force: true });
    return acquire(folder);
  }
  writeFileSync(path.join(folder, "pid"), String(process.pid));
  return true;
}

/**
 * Whether the holder was killed, and cannot release the lock. A holder without a written process id is about to write it.
 * @param {string} folder
 */
function isAbandoned(folder) {
  let pid;
  try {
    pid = Number(readFileSync(path.join(folder, "pid"), "utf8"));
  } catch {
    return false;
  }
  return pid > 0 && !isRunning(pid);
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
