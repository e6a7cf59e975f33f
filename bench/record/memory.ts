import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { PeakMemory } from "./figures";

const INTERVAL_MS = 200;

/** What the command line of each process looks like. */
const roles = {
  cli: /^[^\0]*\/pulumi\0/,
  /** Pulumi's host of dynamic providers. */
  provider: /dynamic-provider/,
} as const;

/**
 * Watches a command and the processes below it until the returned function is called, which returns the peak memory that
 * Linux has counted for each role (VmHWM). Only what a process adds between the last look and its end is missed.
 */
export function watchMemory(root: number): () => PeakMemory {
  let peaks: PeakMemory = {};
  const look = () => {
    for (const pid of processesBelow(root)) peaks = largest(peaks, peakOf(pid));
  };
  // Only Linux has these files.
  const timer = existsSync("/proc/self/status") ? setInterval(look, INTERVAL_MS) : undefined;
  return () => {
    clearInterval(timer);
    return peaks;
  };
}

export function largest(some: PeakMemory, others: PeakMemory): PeakMemory {
  const max = (a = 0, b = 0) => Math.max(a, b) || undefined;
  return { cli: max(some.cli, others.cli), provider: max(some.provider, others.provider) };
}

/** The root and all processes below it. */
function processesBelow(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(read(pid, "stat"))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid: number): number[] => (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  return [root, ...below(root)];
}

function peakOf(pid: number): PeakMemory {
  const command = read(pid, "cmdline");
  const bytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(read(pid, "status"))?.[1] ?? 0) * 1024;
  if (roles.cli.test(command)) return { cli: bytes };
  return roles.provider.test(command) ? { provider: bytes } : {};
}

/** Returns a file of a process; nothing if it has ended, or on a system without /proc. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
