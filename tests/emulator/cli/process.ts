import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const repository = join(__dirname, "../../..");
export const main = join(repository, "dist/cli/main.js");

/** Starts the built command as a process of its own. */
export function startCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return startProcess(process.execPath, [main, ...args], env);
}

/** Starts a program, and collects what it writes. */
export function startProcess(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(file, args, {
    cwd: repository,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    written.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    written.err += text;
  });
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...written }));
  /** Resolves when stdout matches. */
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(written.out);
      if (match !== null) return match;
      if (child.exitCode !== null) throw new Error(`it ended: ${written.err}`);
      await Promise.race([once(child.stdout, "data"), ended]);
    }
  };
  return { child, ended, until };
}
