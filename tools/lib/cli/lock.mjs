import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { say } from "../report.mjs";

/**
 * Runs a function while no other process of this machine is in one with the same lock.
 * @param {string} folder the lock: a folder that exists while it is held, with the holder's process id in it
 * @param {string} whileWaiting said once to who has to wait
 * @param {() => Promise<void>} action
 */
export async function withLock(folder, whileWaiting, action) {
  for (let told = false; !acquire(folder); told = true) {
    if (!told) say(whileWaiting);
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
 * A holder that was killed can't release its lock. One that has not yet written its number is about to.
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
