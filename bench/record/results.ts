import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { BenchRecord, Machine, Measurement } from "./figures";

/** The project's record, from which docs/performance.md is generated. */
export const recordFile = path.resolve(__dirname, "../results.json");

export async function newRecord(): Promise<BenchRecord> {
  return { date: new Date().toISOString().slice(0, 10), machine: await thisMachine(), measurements: [] };
}

/** Returns the record that a file has, to be continued. @throws Error if it is of another machine, or of other versions */
export async function recordToContinue(file: string): Promise<BenchRecord> {
  const record = readRecord(file);
  const machine = await thisMachine();
  const different = (["processor", "cores", "platform", "node", "pulumi"] as const).filter(
    (name) => machine[name] !== record.machine[name],
  );
  if (different.length === 0) return record;
  throw new Error(
    `${path.basename(file)} is a record of another machine (${different.join(", ")}): run without --resume.`,
  );
}

export function readRecord(file: string): BenchRecord {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Writes one measurement per line, so that a change shows which ones are new. */
export function writeRecord(file: string, { measurements, ...head }: BenchRecord): void {
  const lines = measurements.map((measurement) => `    ${JSON.stringify(rounded(measurement))}`);
  const start = JSON.stringify(rounded(head), null, 2).slice(0, -2);
  writeFileSync(file, `${start},\n  "measurements": [\n${lines.join(",\n")}\n  ]\n}\n`);
}

/** Neither the name of the host nor a path is part of the record. */
async function thisMachine(): Promise<Machine> {
  const { findPulumi } = await import("../../tools/lib/cli/pulumiCli.mjs");
  const [first] = os.cpus();
  return {
    processor: first?.model.trim() ?? "unknown",
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    platform: `${os.platform()} ${os.arch()}`,
    node: process.versions.node,
    pulumi: findPulumi()?.version ?? "unknown",
  };
}

/** Milliseconds are enough. */
function rounded<T extends Omit<BenchRecord, "measurements"> | Measurement>(value: T): T {
  const round = (_key: string, item: unknown) => (typeof item === "number" ? Math.round(item * 1000) / 1000 : item);
  return JSON.parse(JSON.stringify(value, round));
}
