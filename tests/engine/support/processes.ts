import { execFileSync } from "node:child_process";

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes that run Pulumi's dynamic providers, or the plugin, below a CLI command, directly or through a shell. */
export function providerProcesses(root: number): number[] {
  return processesBelow(root)
    .filter(
      ({ command }) =>
        /(dynamic-provider|hosts\/plugin\/main)\S* 127\.0\.0\.1:\d+/.test(command) && !/^\S*sh /.test(command),
    )
    .map(({ pid }) => pid);
}

/** Kills a process that the test has started, and everything that it has started. */
export function killTree(root: number): void {
  for (const { pid } of [...processesBelow(root), { pid: root }]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

function processesBelow(root: number): ProcessEntry[] {
  const all = listProcesses();
  const below = (pid: number): ProcessEntry[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return below(root);
}

/** Whether a process exists and has not ended. A zombie has ended. */
export function isRunning(pid: number): boolean {
  return listProcesses().some((entry) => entry.pid === pid);
}

function listProcesses(): ProcessEntry[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" });
  return table.split("\n").flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
