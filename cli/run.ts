import { CommanderError } from "commander";
import { CommandFailure } from "./commandFailure";
import { type ExitCode, exitCodes } from "./exitCodes";
import type { Io } from "./io";
import { createProgram } from "./program";

/** Runs `tencent-chat` and resolves to the exit code. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  const program = await createProgram(args[0], io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
    io.err(`tencent-chat ${args[0]} failed: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof CommandFailure ? error.exitCode : exitCodes.failure;
  }
}
