import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs a command in this terminal until it ends, and returns its exit code: 128 or more if a signal ended it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  // Ctrl-C also reaches the child, which decides when to end. SIGTERM is forwarded.
  const ignore = () => {};
  const forward = () => child.kill("SIGTERM");
  process.on("SIGINT", ignore).on("SIGTERM", forward);
  try {
    const [code, signal] = await once(child, "exit");
    return code ?? 128 + (signal === "SIGINT" ? 2 : signal === "SIGKILL" ? 9 : 15);
  } finally {
    process.off("SIGINT", ignore).off("SIGTERM", forward);
  }
}

/**
 * Runs npm. On Windows npm is a script, which only a shell can start.
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function npm(args, options = {}) {
  return run("npm", args, { shell: process.platform === "win32", ...options });
}
