import { readFileSync } from "node:fs";
import { Command } from "commander";
import type { CommandContext, Io } from "./io";

/**
 * The commands, in the order of the overview. Each is loaded when it is needed: a sweep of 10,000 groups must not hold the
 * emulator in memory, nor must the emulator start with the provider.
 */
const commands: Readonly<Record<string, () => (program: Command, context: CommandContext) => void>> = {
  doctor: () => (require("./commands/doctor") as typeof import("./commands/doctor")).addDoctorCommand,
  emulator: () => (require("./commands/emulator") as typeof import("./commands/emulator")).addEmulatorCommand,
  list: () => (require("./commands/list") as typeof import("./commands/list")).addListCommand,
  show: () => (require("./commands/show") as typeof import("./commands/show")).addShowCommand,
  orphans: () => (require("./commands/orphans") as typeof import("./commands/orphans")).addOrphansCommand,
  sweep: () => (require("./commands/sweep") as typeof import("./commands/sweep")).addSweepCommand,
  adopt: () => (require("./commands/adopt") as typeof import("./commands/adopt")).addAdoptCommand,
  import: () => (require("./commands/import") as typeof import("./commands/import")).addImportCommand,
  watch: () => (require("./commands/watch") as typeof import("./commands/watch")).addWatchCommand,
};

/**
 * Returns the command `tencent-chat`.
 *
 * @param first the first word of the command line: if it names a subcommand, only that one is loaded, else all
 */
export async function createProgram(
  first: string | undefined,
  io: Io,
  endWith: CommandContext["endWith"],
): Promise<Command> {
  const program = new Command("tencent-chat")
    .description("Works with the groups of a Tencent Cloud Chat app: an emulator, and day-two work.")
    .version(version(), "-v, --version", "show the version of pulumi-tencent-chat")
    .helpOption("-h, --help", "show the help of a command")
    .helpCommand("help [command]", "show the help of a command")
    .showHelpAfterError("(use --help for the options)")
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHelpWidth: () => io.columns ?? 100 })
    .addHelpText("after", `\n${EXIT_CODES}`);
  const isCommand = first !== undefined && Object.hasOwn(commands, first);
  for (const [name, load] of Object.entries(commands))
    if (!isCommand || name === first) load()(program, { io, endWith });
  if (isCommand) return program;
  const { default: addCompletion } = await import("@bomb.sh/tab/commander");
  addCompletion(program, { completionCommandName: "completion" });
  return program;
}

const EXIT_CODES = `Exit codes: 0 success, 1 failure, 2 invalid usage, 3 something was found that a person must decide on.
The app is read from the variables TENCENT_CHAT_SDK_APP_ID, TENCENT_CHAT_SECRET_KEY, TENCENT_CHAT_REGION and so on.`;

function version(): string {
  // Resolves the package by its own name, both from the sources and from dist/.
  const manifest: unknown = JSON.parse(readFileSync(require.resolve("pulumi-tencent-chat/package.json"), "utf8"));
  return String((manifest as { readonly version?: unknown }).version);
}
