import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** The Pulumi CLI that runs this process. */
interface CliProcess {
  readonly pid: number;
  readonly args: readonly string[];
}

/** The language host of Node can be between the CLI and the plugin. */
const maxGenerations = 3;

let known: { readonly cli: CliProcess | undefined } | undefined;

/** Undefined where it cannot be known. */
export function cliProcess(): CliProcess | undefined {
  known ??= { cli: findCli() };
  return known.cli;
}

function findCli(): CliProcess | undefined {
  try {
    let pid = process.ppid;
    for (let generation = 0; generation < maxGenerations; generation++) {
      const { parent, command } = processInfo(pid);
      const [program = "", ...args] = command;
      if (/^pulumi(\.exe)?$/.test(path.basename(program))) return { pid, args };
      pid = parent;
    }
  } catch {
    // Another user's process, or a system without such a table.
  }
  return undefined;
}

function processInfo(pid: number): { readonly parent: number; readonly command: readonly string[] } {
  if (process.platform === "linux") {
    const parent = Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    return { parent, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0") };
  }
  const line = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" }).trim();
  const [parent, ...command] = line.split(/\s+/);
  return { parent: Number(parent), command };
}
