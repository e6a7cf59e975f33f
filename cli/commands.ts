import type { Command } from "./command";
import { emulatorCommand } from "./emulatorCommand";
import { sweepCommand } from "./sweepCommand";

/** All subcommands, by name. */
export const COMMANDS: Readonly<Record<string, Command>> = { emulator: emulatorCommand, sweep: sweepCommand };
