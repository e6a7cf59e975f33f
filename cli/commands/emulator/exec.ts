import { spawn } from "node:child_process";
import { constants } from "node:os";
import { CommandFailure } from "../../commandFailure";

/** The codes of shells for a command that cannot be started. */
const notFound = 127;
const notExecutable = 126;

/**
 * Runs a command with the streams of this process, passes signals on to it, and resolves to its exit code, as shells
 * report it: 128 plus the number of the signal that ended it.
 */
export function execCommand(
  [file = "", ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: "inherit" });
    const stopPassing = passSignals((signal) => child.kill(signal));
    child.once("error", (error: NodeJS.ErrnoException) => {
      stopPassing();
      const code = error.code === "ENOENT" ? notFound : notExecutable;
      reject(new CommandFailure(`${file} cannot be run: ${error.message}`, code));
    });
    child.once("exit", (code, signal) => {
      stopPassing();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * A terminal sends the SIGINT of Ctrl-C to the command as well, so it is not passed on then: Pulumi, for example, cancels at
 * the first one and terminates at the second.
 */
function passSignals(pass: (signal: NodeJS.Signals) => void): () => void {
  const passInterrupt = (signal: NodeJS.Signals): void => {
    if (!process.stdin.isTTY) pass(signal);
  };
  const listeners = [
    ["SIGINT", passInterrupt],
    ["SIGTERM", pass],
    ["SIGHUP", pass],
  ] as const;
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}
