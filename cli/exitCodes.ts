/** The exit codes of every command (docs/command.md). */
export const exitCodes = {
  success: 0,
  /** The command could not do its work, or not all of it. */
  failure: 1,
  /** Invalid options or arguments: nothing was done. */
  usage: 2,
  /** The command did its work, and found something that a person must decide on. */
  found: 3,
} as const;

/** One of `exitCodes`, or that of a command which was run. */
export type ExitCode = number;
