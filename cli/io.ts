import type { ExitCode } from "./exitCodes";

/** What a command reads from and writes to, so that tests can run it in their own process. */
export interface Io {
  /** Writes the result to stdout. */
  out(text: string): void;
  /** Writes progress and errors to stderr. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stderr is a terminal, and not a log of CI: progress bars only appear there. */
  readonly isInteractive: boolean;
  /** The width of tables in characters. Undefined if stdout is not a terminal: nothing is shortened. */
  readonly columns: number | undefined;
}

/** What a command is created with. */
export interface CommandContext {
  readonly io: Io;
  /** Sets the exit code of a command that has ended. Default: success. */
  readonly endWith: (code: ExitCode) => void;
}

/** The process's own streams and environment. */
export const processIo: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  isInteractive: process.stderr.isTTY === true && !process.env["CI"],
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
};
