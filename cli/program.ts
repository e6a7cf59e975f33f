import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addAdoptCommand } from "./commands/adopt";
import { addDoctorCommand } from "./commands/doctor";
import { addEmulatorCommand } from "./commands/emulator";
import { addListCommand } from "./commands/list";
import { addOrphansCommand } from "./commands/orphans";
import { addShowCommand } from "./commands/show";
import { addSweepCommand } from "./commands/sweep";
import { addWatchCommand } from "./commands/watch";
import type { CommandContext, Io } from "./io";

/** Returns the command `tencent-chat` with all its subcommands. */
export async function createProgram(io: Io, endWith: CommandContext["endWith"]): Promise<Command> {
  const context = { io, endWith };
  const program = new Command("tencent-chat")
    .description("Works with the groups of a Tencent Cloud Chat app: an emulator, and day-two work.")
    .version(version(), "-v, --version", "show the version of pulumi-tencent-chat")
    .helpOption("-h, --help", "show the help of a command")
    .helpCommand("help [command]", "show the help of a command")
    .showHelpAfterError("(use --help for the options)")
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHelpWidth: () => io.columns ?? 100 })
    .addHelpText("after", `\n${EXIT_CODES}`);
  for (const add of [
    addDoctorCommand,
    addEmulatorCommand,
    addListCommand,
    addShowCommand,
    addOrphansCommand,
    addSweepCommand,
    addAdoptCommand,
    addWatchCommand,
  ])
    add(program, context);
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
