import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** The language host of Node can be between the CLI and the plugin. */
const maxGenerations = 3;

let known: boolean | undefined;

/**
 * Whether the Pulumi CLI that runs this process was started as `pulumi up`. With a diff, the engine does not tell whether it only
 * previews or refreshes (3.259.0). True where the command cannot be known.
 */
export function isUpdateCommand(): boolean {
  known ??= isUpdate(commandOf(cliArguments()));
  return known;
}

function isUpdate(command: string | undefined): boolean {
  return command === undefined || ["up", "update", "watch"].includes(command);
}

/** Returns the command among the arguments of the CLI. */
export function commandOf(args: readonly string[]): string | undefined {
  return args.find((arg, index) => !arg.startsWith("-") && !takesValue.includes(args[index - 1] ?? ""));
}

/** The options of all commands that have a value as the next argument. */
const takesValue = ["-C", "--cwd", "--color", "-v", "--verbose", "--tracing", "--profiling", "--memprofilerate"];

function cliArguments(): readonly string[] {
  try {
    let pid = process.ppid;
    for (let generation = 0; generation < maxGenerations; generation++) {
      const { parent, args } = processInfo(pid);
      if (/^pulumi(\.exe)?$/.test(path.basename(args[0] ?? ""))) return args.slice(1);
      pid = parent;
    }
  } catch {
    // Another user's process, or a system without such a table.
  }
  return [];
}

function processInfo(pid: number): { readonly parent: number; readonly args: readonly string[] } {
  if (process.platform === "linux") {
    const parent = Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    return { parent, args: readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0") };
  }
  const line = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" }).trim();
  const [parent, ...args] = line.split(/\s+/);
  return { parent: Number(parent), args };
}
