import { readFileSync } from "node:fs";
import type { Io } from "../../io";

const POLL_MS = 500;

/**
 * Resolves on the first SIGINT or SIGTERM, or when npm or npx, which started this process, has ended: both can be killed
 * without passing it on, and the emulator would keep its port. A second signal terminates the process.
 */
export function untilEnding({ env }: Pick<Io, "env">): Promise<void> {
  return new Promise((resolve) => {
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    const isOfNpm = env["npm_command"] !== undefined || env["npm_lifecycle_event"] !== undefined;
    const started = isOfNpm ? ancestors() : [];
    const timer = isOfNpm ? setInterval(() => areAlive(started) || end(), POLL_MS) : undefined;
    const end = (): void => {
      clearInterval(timer);
      for (const signal of signals) process.off(signal, end);
      resolve();
    };
    for (const signal of signals) process.on(signal, end);
  });
}

/** Npm starts a shell, which starts this process. */
function ancestors(): readonly number[] {
  const parent = process.ppid;
  const grandparent = parentOf(parent);
  return grandparent === undefined || grandparent <= 1 ? [parent] : [parent, grandparent];
}

function areAlive([parent, grandparent]: readonly number[]): boolean {
  return process.ppid === parent && (grandparent === undefined || parentOf(process.ppid) === grandparent);
}

/** Returns the parent of a process; undefined where the system does not tell by a file. */
function parentOf(pid: number): number | undefined {
  try {
    // The second field is the name, in parentheses, which may have spaces.
    const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(/\) (?=\S )/);
    return Number(fields.split(" ")[1]);
  } catch {
    return undefined;
  }
}
