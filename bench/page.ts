/**
 * `npm run bench:page [-- --updates N]`: what an open page costs the API of the emulator, and the emulator with 10,000 groups
 * of 100 members. With and without a page in turns, so that both run under the same conditions.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { parseArgs } from "node:util";
import { Client } from "./page/client";
import type { Order, Report } from "./page/emulatorProcess";

const GROUPS = 10_000;
const MEMBERS = 100;
/** The page may slow the API by at most this. */
const ALLOWED_SLOWDOWN = 0.05;
const ALLOWED_RSS_BYTES = 1.5 * 2 ** 30;
const ALLOWED_CALLS_PER_SECOND = 5000;

const DESTROY = "group_open_http_svc/destroy_group";

/** How often all groups are destroyed while one page is open: a page is open for longer than it takes to open. */
const PASSES = 5;

/** The cost of destroying all groups. */
interface Round {
  readonly wallMs: number;
  /** Of the emulator's process. */
  readonly processorMs: number;
}

class Emulator {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<Emulator> {
    const child = start("emulatorProcess");
    const [{ url }] = (await once(child, "message")) as [{ readonly url: string }];
    return new Emulator(child, url);
  }

  async order(order: Order): Promise<Report> {
    this.child.send(order);
    const [report] = (await once(this.child, "message")) as [Report];
    return report;
  }

  stop(): void {
    this.child.disconnect();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { updates: { type: "string", default: "1000" } } });
  const updates = Number(values.updates);
  if (!Number.isSafeInteger(updates) || updates < 1) throw new Error("--updates must be a whole number, 1 or more");
  await measurePage(updates);
  await measureMemory();
}

async function measurePage(updates: number): Promise<void> {
  const emulator = await Emulator.start();
  const { userSig } = await emulator.order({ kind: "userSig" });
  const client = new Client(emulator.url, userSig);
  await destroyAll(emulator, client); // compiles the code, and fills caches
  const rounds: Record<"without" | "with", Round[]> = { without: [], with: [] };
  let events = 0;
  while (events < updates) {
    rounds.without.push(await destroyRepeatedly(emulator, client));
    const page = start("pageProcess", emulator.url);
    page.on("message", () => {
      events += 1;
    });
    await once(page, "message");
    rounds.with.push(await destroyRepeatedly(emulator, client));
    page.disconnect();
    await once(page, "exit");
  }
  client.close();
  emulator.stop();
  report(rounds, events);
  await measureMachine();
}

/** Calls a second of the same client to a bare server: the figures of the emulator depend on the machine. */
async function measureMachine(): Promise<void> {
  const bare = start("bareProcess");
  const [{ url }] = (await once(bare, "message")) as [{ readonly url: string }];
  const client = new Client(url, "x".repeat(250));
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    await client.callAll(DESTROY, bodiesOf());
    times.push(performance.now() - started);
  }
  client.close();
  bare.disconnect();
  console.log(`  a bare Node server on this machine: ${((GROUPS / median(times)) * 1000).toFixed(0)} calls a second`);
}

async function destroyRepeatedly(emulator: Emulator, client: Client): Promise<Round> {
  let sum: Round = { wallMs: 0, processorMs: 0 };
  for (let pass = 0; pass < PASSES; pass++) {
    const { wallMs, processorMs } = await destroyAll(emulator, client);
    sum = { wallMs: sum.wallMs + wallMs / PASSES, processorMs: sum.processorMs + processorMs / PASSES };
  }
  return sum;
}

async function destroyAll(emulator: Emulator, client: Client): Promise<Round> {
  const before = await emulator.order({ kind: "create", groups: GROUPS });
  const started = performance.now();
  await client.callAll(DESTROY, bodiesOf());
  const wallMs = performance.now() - started;
  const after = await emulator.order({ kind: "usage" });
  if (after.groups !== 0) throw new Error(`${after.groups} groups are left`);
  return { wallMs, processorMs: after.processorMs - before.processorMs };
}

/** Newest first: the group that the page shows is destroyed last. */
function bodiesOf(): readonly unknown[] {
  return Array.from({ length: GROUPS }, (_, index) => ({ GroupId: `room-${GROUPS - 1 - index}` }));
}

function report(rounds: Readonly<Record<"without" | "with", readonly Round[]>>, events: number): void {
  const count = rounds.with.length;
  console.log(
    `${count} rounds of ${PASSES} times ${GROUPS} destroy_group, with and without a page in turns; ${events} updates`,
  );
  for (const kind of ["without", "with"] as const) {
    const wall = median(rounds[kind].map(({ wallMs }) => wallMs));
    const processor = median(rounds[kind].map(({ processorMs }) => processorMs));
    const perSecond = (GROUPS / wall) * 1000;
    console.log(
      `  ${kind.padEnd(8)} a page  ${perSecond.toFixed(0)} calls a second, ${((processor / GROUPS) * 1000).toFixed(0)} µs of processor time per call`,
    );
    if (kind === "without")
      verdict(perSecond >= ALLOWED_CALLS_PER_SECOND, `${ALLOWED_CALLS_PER_SECOND} calls a second`);
  }
  for (const measure of ["wallMs", "processorMs"] as const) {
    const ratios = rounds.with.map((round, index) => round[measure] / (rounds.without[index]?.[measure] ?? Number.NaN));
    const slowdown = median(ratios) - 1;
    const name = measure === "wallMs" ? "wall time" : "processor time of the emulator";
    verdict(
      slowdown <= ALLOWED_SLOWDOWN,
      `a page adds ${(100 * slowdown).toFixed(1)} % (median of pairs; at most ${100 * ALLOWED_SLOWDOWN} %): ${name}`,
    );
  }
}

async function measureMemory(): Promise<void> {
  const emulator = await Emulator.start();
  const { userSig } = await emulator.order({ kind: "userSig" });
  const client = new Client(emulator.url, userSig);
  const groups = Array.from({ length: GROUPS }, (_, group) => ({
    group,
    users: Array.from({ length: MEMBERS }, (_, user) => `user-${group}-${user}`),
  }));
  await client.callAll(
    "im_open_login_svc/multiaccount_import",
    groups.map(({ users }) => ({ AccountList: users.map((UserID) => ({ UserID })) })),
  );
  await client.callAll(
    "group_open_http_svc/create_group",
    groups.map(({ group, users }) => ({
      Type: "Public",
      Name: `Room ${group}`,
      GroupId: `room-${group}`,
      MemberList: users.map((account) => ({ Member_Account: account })),
    })),
  );
  client.close();
  const { rssBytes } = await emulator.order({ kind: "usage" });
  verdict(
    rssBytes <= ALLOWED_RSS_BYTES,
    `${GROUPS} groups with ${MEMBERS} members each, every one another account: ${(rssBytes / 2 ** 20).toFixed(0)} MiB (at most ${ALLOWED_RSS_BYTES / 2 ** 20})`,
  );
  for (const target of [
    "health",
    "apps/1400000000/groups?limit=100",
    "apps/1400000000/groups?search=room-99&offset=50",
  ]) {
    const times: number[] = [];
    for (let call = 0; call < 50; call++) {
      const started = performance.now();
      await (await fetch(`${emulator.url}/emulator/v1/${target}`)).text();
      times.push(performance.now() - started);
    }
    console.log(`  GET ${target}: ${median(times).toFixed(1)} ms (longest ${Math.max(...times).toFixed(1)})`);
  }
  emulator.stop();
}

function start(name: string, ...args: readonly string[]): ChildProcess {
  return fork(path.join(__dirname, "page", `${name}.ts`), args, {
    execArgv: ["-r", "ts-node/register/transpile-only"],
  });
}

function verdict(isMet: boolean, text: string): void {
  console.log(`${isMet ? "met   " : "MISSED"}  ${text}`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

void main();
