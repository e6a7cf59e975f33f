import { cliProcess } from "../../cliProcess";

/**
 * Whether the Pulumi CLI that runs this process was started as `pulumi up`. With a diff, the engine does not tell whether it only
 * previews or refreshes (3.259.0). True where the command cannot be known.
 */
export function isUpdateCommand(): boolean {
  const command = commandOf(cliProcess()?.args ?? []);
  return command === undefined || ["up", "update", "watch"].includes(command);
}

/** Returns the command among the arguments of the CLI. */
export function commandOf(args: readonly string[]): string | undefined {
  return args.find((arg, index) => arg !== "" && !arg.startsWith("-") && !takesValue.includes(args[index - 1] ?? ""));
}

/** The options of all commands that have a value as the next argument. */
const takesValue = ["-C", "--cwd", "--color", "-v", "--verbose", "--tracing", "--profiling", "--memprofilerate"];
