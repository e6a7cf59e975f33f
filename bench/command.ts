/**
 * `npm run bench:command`: the command on large apps, on one emulator with the documented rate limits. A sweep of 10,000 groups
 * against the time that 200 calls a second allow for its calls, again after a kill midway; and a list of 100,000 groups.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "../emulator";
import { markKey, writeMark } from "../provider/ownership/mark";

const command = path.resolve(__dirname, "../dist/cli/main.js");
const ownIdentity = "8a4f3c1e-5b7d-4e2a-9c60-1f2e3d4c5b6a";
const foreignIdentity = "11111111-2222-4333-8444-555555555555";
/** The service's limit, per API (doc 34960 gives another for the list of groups). */
const callsPerSecond = 200;
const ownerField = "pulumi_owner";

interface Outcome {
  readonly seconds: number;
  readonly firstLineSeconds: number;
  readonly peakMegabytes: number;
  readonly code: number | null;
  readonly lines: number;
}

async function main(): Promise<void> {
  await sweep();
  await list("with marks in attributes, as far as the first line", 20_000, {});
  await list("with marks in an owner field", 100_000, { TENCENT_CHAT_OWNER_FIELD: ownerField });
}

async function sweep(): Promise<void> {
  const emulator = await startEmulator();
  try {
    const total = 10_000;
    const kindOf = (index: number) => (index % 20 === 19 ? "unmarked" : index % 5 === 0 ? "foreign" : "own");
    for (let index = 0; index < total; index++) {
      const kind = kindOf(index);
      const identity = kind === "own" ? ownIdentity : kind === "foreign" ? foreignIdentity : undefined;
      create(emulator, `${kind}-${index}`, identity);
    }
    const args = ["sweep", "--identity", ownIdentity, "--yes", "--json"];
    const own = () => count(emulator, "own");
    const before = own();
    emulator.journal.clear();
    const killed = await run(emulator, args, {}, () => own() < before / 2);
    const left = own();
    console.log(`sweep, killed with ${before - left} of ${before} disbanded: ${killed.seconds.toFixed(1)} s`);
    emulator.journal.clear();
    const again = await run(emulator, args);
    report("sweep again", again, floorOf(emulator));
    check(
      "only own groups are gone",
      own() === 0 && count(emulator, "foreign") === 2000 && count(emulator, "unmarked") === 500,
    );
    check("peak memory below 150 MB", Math.max(killed.peakMegabytes, again.peakMegabytes) < 150);
    check("at most 1.1 x the time of its calls", again.seconds <= 1.1 * floorOf(emulator));
  } finally {
    await emulator.close();
  }
}

async function list(title: string, groups: number, env: Readonly<Record<string, string>>): Promise<void> {
  const emulator = await startEmulator({
    apps: [
      { sdkAppId: 1400000000, secretKey: "k".repeat(64), admins: ["administrator"], customFieldKeys: [ownerField] },
    ],
    journalLimit: 10_000,
  });
  try {
    for (let index = 0; index < groups; index++)
      create(emulator, `room-${index}`, ownIdentity, env["TENCENT_CHAT_OWNER_FIELD"]);
    const isWhole = env["TENCENT_CHAT_OWNER_FIELD"] !== undefined;
    const outcome = await run(emulator, ["list"], env, (lines) => !isWhole && lines > 2000);
    report(`list of ${groups} groups ${title}`, outcome);
    check("first line within 2 s", outcome.firstLineSeconds <= 2);
    check("peak memory below 200 MB", outcome.peakMegabytes < 200);
    if (isWhole) check("all lines", outcome.lines === groups + 1);
  } finally {
    await emulator.close();
  }
}

function create(emulator: Emulator, groupId: string, identity?: string, field?: string): void {
  const app = emulator.app();
  const { createTime } = app.create({ groupId, type: "Public", name: "Room" });
  if (identity === undefined) return;
  const secretKey = String(emulator.env()["TENCENT_CHAT_SECRET_KEY"]);
  const binding = {
    sdkAppId: app.sdkAppId,
    groupId,
    secretKey,
    createTime: field === undefined ? createTime : undefined,
  };
  const value = writeMark({ owner: { identity, stack: "acme/chat/dev", name: "room" }, expires: undefined }, binding);
  if (field === undefined) app.setAttributes(groupId, { [markKey]: value });
  else app.edit(groupId, { customFields: { [field]: value } });
}

function count(emulator: Emulator, kind: string): number {
  return emulator
    .app()
    .groups()
    .filter(({ groupId }) => groupId.startsWith(kind)).length;
}

/** Runs the command; kills it once `kill` says so. */
function run(
  emulator: Emulator,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  kill: (lines: number) => boolean = () => false,
): Promise<Outcome> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const child = spawn(process.execPath, [command, ...args], {
    env: { PATH: process.env["PATH"], ...emulator.env(), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let lines = 0;
  let firstLineSeconds = Number.NaN;
  let peakMegabytes = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines += 1;
    // The header of a list comes before the first group.
    if (lines > 1 && Number.isNaN(firstLineSeconds)) firstLineSeconds = seconds();
  });
  const watch = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid));
    if (kill(lines)) child.kill("SIGKILL");
  }, 100);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(watch);
      resolve({ seconds: seconds(), firstLineSeconds, peakMegabytes, code, lines });
    });
  });
}

/** The peak resident memory of a running process in megabytes, as Linux counts it; 0 elsewhere. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes = "0"] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

function callsByApi(emulator: Emulator): Map<string, number> {
  const calls = new Map<string, number>();
  for (const { api } of emulator.journal.entries()) calls.set(api, (calls.get(api) ?? 0) + 1);
  return calls;
}

/** The seconds that the service's rate limit needs for the calls: those of the API with the most calls. */
function floorOf(emulator: Emulator): number {
  return Math.max(...callsByApi(emulator).values()) / callsPerSecond;
}

function report(
  title: string,
  { seconds, firstLineSeconds, peakMegabytes, lines, code }: Outcome,
  floor?: number,
): void {
  const ratio = floor === undefined ? "" : `, ${(seconds / floor).toFixed(2)} x the ${floor.toFixed(1)} s of its calls`;
  const first = Number.isNaN(firstLineSeconds) ? "" : `, first line after ${firstLineSeconds.toFixed(1)} s`;
  console.log(
    `${title}: ${seconds.toFixed(1)} s${ratio}, ${peakMegabytes.toFixed(0)} MB, ${lines} lines${first}, exit code ${code}`,
  );
}

function check(title: string, isMet: boolean): void {
  console.log(`${isMet ? "met   " : "MISSED"}  ${title}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
