import assert from "node:assert/strict";
import { RunningCommand } from "../../engine/support/command";

/**
 * Runs a command to its end, without the variables of the npm that runs the tests.
 * @returns what it printed to stdout
 * @throws AssertionError with everything that it printed, if its exit code is not 0
 */
export async function run(
  command: readonly [string, ...string[]],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { environmentWithoutNpm } = await import("../../../tools/lib/testing/npmPackage.mjs");
  const [binary, ...args] = command;
  const { code, stdout, all } = await new RunningCommand(binary, args, {
    cwd,
    env: { ...environmentWithoutNpm(), ...variables },
  }).done;
  assert.equal(code, 0, `${command.join(" ")} ended with ${code}:\n${all}`);
  return stdout;
}
