import os from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { ConcurrentUpdateError, type Stack } from "@pulumi/pulumi/automation";

/** CI ends every job after this time (`timeout-minutes` in the workflow), so a lock that is older has no owner. */
const longestJobMs = 30 * 60_000;

const pollMs = 5_000;

/**
 * Runs an operation on a stack whose lock another run may hold. The lock of a run that has certainly ended is removed.
 * Otherwise it waits.
 *
 * @param waitMs how long to wait for a run that may still be active
 * @throws ConcurrentUpdateError if that time is over
 */
export async function whenUnlocked<T>(stack: Stack, waitMs: number, operation: () => Promise<T>): Promise<T> {
  const giveUp = Date.now() + waitMs;
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if (!(error instanceof ConcurrentUpdateError)) throw error;
      if (isAbandoned(error.message)) {
        console.warn(`${stack.name}: the run that holds its lock was killed. Removing the lock.`);
        await stack.cancel();
      } else if (Date.now() < giveUp) {
        console.warn(`${stack.name}: another run is active. Waiting for it.`);
        await delay(pollMs);
      } else throw error;
    }
  }
}

/**
 * Whether all locks that a message names were left by runs that have ended: they are older than any job can be, or their
 * process was on this machine and is gone. Everything else may be active, such as a run on another machine, or one that
 * the message does not describe (Pulumi Cloud, where a lock ends by itself).
 */
export function isAbandoned(message: string, now = Date.now()): boolean {
  const locks = [...message.matchAll(/created by [^@\n]*@(\S+) \(pid (\d+)\) at (\S+)/g)];
  return (
    locks.length > 0 &&
    locks.every(([, host, pid, time = ""]) => {
      const isOld = now - Date.parse(time) > longestJobMs;
      return isOld || (host === os.hostname() && !isRunning(Number(pid)));
    })
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
