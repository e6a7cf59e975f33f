/** The output of a command. */
export interface Output {
  /** Writes the result to stdout. */
  out(text: string): void;
  /** Writes errors to stderr. */
  err(text: string): void;
}

/** One subcommand of `tencent-chat`. */
export interface Command {
  /** One line for the overview. */
  readonly summary: string;
  /** The full text of `tencent-chat <command> --help`. */
  readonly help: string;
  /** Runs the command; resolves to the exit code. @throws UsageError for invalid options */
  run(args: readonly string[], output: Output): Promise<number>;
}

/** An invalid option or argument. The command prints the message with a pointer to its help, and exits with code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
