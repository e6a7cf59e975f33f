/**
 * `npm run bench:quota [-- --groups N]`: runs side by side on one app. How much of the quota of 200 calls a second they use
 * together, how fair they share it, and how many calls are refused: with the quota split by `callsPerSecond`, and without.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Emulator, startEmulator } from "../emulator";
import type { RunReport } from "./quota/runProcess";

/** The service's limit of calls per second for each API (doc 34381). */
const LIMIT = 200;
/** What the runs split: less than the limit, since each may begin with a small burst. */
const SPLIT_RATE = 190;
const RUNS = [1, 2, 4, 8];
const LATENCY_MS = 20;
const targets = { used: 0.85, slowest: 1.5, refused: 0.02 };
/** 60007: over the rate limit of the API. */
const RATE_LIMITED = 60007;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { groups: { type: "string", default: "1000" } } });
  const groups = Number(values.groups);
  if (!Number.isSafeInteger(groups) || groups < 1) throw new Error("--groups must be a whole number, 1 or more");
  console.log(`Runs side by side, each disbanding ${groups} groups of one app`);
  for (const runs of RUNS) {
    await measure(runs, groups, Math.floor(SPLIT_RATE / runs));
    if (runs > 1) await measure(runs, groups, undefined);
  }
}

async function measure(runs: number, groups: number, callsPerSecond: number | undefined): Promise<void> {
  const emulator = await startEmulator();
  emulator.faults.add({ fault: { kind: "delay", ms: LATENCY_MS }, times: Number.POSITIVE_INFINITY });
  const app = emulator.app();
  for (let index = 0; index < runs * groups; index++)
    app.create({ groupId: `room-${index}`, type: "Public", name: "Room" });
  const children = Array.from({ length: runs }, (_, run) => start(emulator, run * groups, groups, callsPerSecond));
  await Promise.all(children.map((child) => once(child, "message")));
  const reports = Promise.all(children.map(async (child) => (await once(child, "message"))[0] as RunReport));
  for (const child of children) child.send("begin");
  report(await reports, runs * groups, emulator.journal.count({ errorCode: RATE_LIMITED }), callsPerSecond);
  await emulator.close();
}

function start(emulator: Emulator, from: number, count: number, callsPerSecond: number | undefined): ChildProcess {
  const [{ secretKey } = { secretKey: "" }] = emulator.apps;
  const args = [emulator.url, secretKey, String(from), String(count), String(callsPerSecond ?? "")];
  return fork(path.join(__dirname, "quota", "runProcess.ts"), args, {
    execArgv: ["-r", "ts-node/register/transpile-only"],
  });
}

function report(
  reports: readonly RunReport[],
  calls: number,
  refused: number,
  callsPerSecond: number | undefined,
): void {
  const seconds = reports.map(({ startedAt, endedAt }) => (endedAt - startedAt) / 1000);
  const longest = Math.max(...seconds);
  const shortest = Math.min(...seconds);
  const used = calls / (longest * LIMIT);
  const mode = callsPerSecond === undefined ? "not split" : `callsPerSecond ${callsPerSecond}`;
  const isMet = used >= targets.used && longest <= targets.slowest * shortest && refused <= targets.refused * calls;
  console.log(
    `${isMet ? "met   " : "MISSED"}  ${reports.length} runs, ${mode}: ${percent(used)} of the quota used, slowest ${(longest / shortest).toFixed(2)} x the fastest, ${refused} calls refused (${percent(refused / calls)})`,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

void main();
