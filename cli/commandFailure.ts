import { type ExitCode, exitCodes } from "./exitCodes";

/** A failure that a command explains itself. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";

  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.failure,
  ) {
    super(message);
  }
}
