/** Where a command writes. */
export interface Output {
  /** What was asked for: stdout. */
  out(text: string): void;
  /** What is wrong: stderr. */
  err(text: string): void;
}

/** One subcommand of `tencent-chat`. */
export interface Command {
  /** One line for the overview. */
  readonly summary: string;
  /** The whole text of `tencent-chat <command> --help`. */
  readonly help: string;
  /** Does it; resolves to the exit code. @throws UsageError for options that are not as they must be */
  run(args: readonly string[], output: Output): Promise<number>;
}

/** Options or arguments that are wrong: the message and where to get help, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
