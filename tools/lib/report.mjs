/** Prints a progress message to stderr. @param {string} text */
export function say(text) {
  console.error(text);
}

/** A failure that needs no stack trace: its message says what went wrong and what to do. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

/**
 * Runs a tool's main function. On failure, prints the message and sets exit code 1.
 * @param {() => Promise<number | void>} main resolves to the exit code, 0 by default
 */
export async function runTool(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
