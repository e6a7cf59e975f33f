import { execFile } from "node:child_process";
import path from "node:path";

export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built `tencent-chat` to its end, with these variables and PATH. */
export function tencentChat(
  args: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
  cwd?: string,
): Promise<CommandOutcome> {
  const command = path.resolve(__dirname, "../../../dist/cli/main.js");
  const options = { cwd, env: { PATH: process.env["PATH"], ...env } };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [command, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      // Without a code, it was not the command that ended itself.
      if (typeof code === "number") resolve({ code, stdout, stderr });
      else reject(error);
    });
  });
}
