import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs a command to its end with this terminal, and returns its exit code; 128 and more when a signal ended it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  // A Ctrl-C reaches the child as well: it decides when to end. Other signals are passed on.
  const ignore = () => {};
  const passOn = () => child.kill("SIGTERM");
  process.on("SIGINT", ignore).on("SIGTERM", passOn);
  try {
    const [code, signal] = await once(child, "exit");
    return code ?? 128 + (signal === "SIGINT" ? 2 : signal === "SIGKILL" ? 9 : 15);
  } finally {
    process.off("SIGINT", ignore).off("SIGTERM", passOn);
  }
}

/**
 * npm as a command line: on Windows npm is a script, which only a shell can start.
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function npm(args, options = {}) {
  return run("npm", args, { shell: process.platform === "win32", ...options });
}
