/**
 * `npm run bench:load [-- --rounds N]`: compares loading this package with loading only `@pulumi/pulumi`, which every
 * program loads. Each in a fresh process, alternating, so that both run under the same conditions.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";

const repository = path.resolve(__dirname, "..");
const ALLOWED = 1.15;

/** Milliseconds of a `require`: wall time, and processor time, which other programs disturb less. */
interface Load {
  readonly wall: number;
  readonly processor: number;
}

function load(name: string): Load {
  const program = `
    const started = performance.now(), before = process.cpuUsage();
    require(${JSON.stringify(name)});
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ wall: performance.now() - started, processor: (user + system) / 1000 }));`;
  return JSON.parse(execFileSync(process.execPath, ["-e", program], { cwd: repository, encoding: "utf8" }));
}

function main(): void {
  const { values } = parseArgs({ options: { rounds: { type: "string", default: "40" } } });
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error("--rounds must be a whole number, 1 or more");
  const names = ["@pulumi/pulumi", "pulumi-tencent-chat"] as const;
  for (const name of names) load(name); // the first load of each fills the file cache
  const loads = Array.from({ length: rounds }, () => names.map(load));

  console.log(`Loading, ${rounds} fresh processes each, alternating: median (quartiles), ms; Node ${process.version}`);
  const ratios = (["wall", "processor"] as const).map((kind) => {
    const times = names.map((_, index) => loads.map((round) => round[index]?.[kind] ?? Number.NaN));
    for (const [index, name] of names.entries())
      console.log(`  ${name.padEnd(22)}${kind.padEnd(12)}${spread(times[index] ?? [])}`);
    const [base, own] = times.map((values) => quantile(values, 0.5));
    return { kind, ratio: (own ?? Number.NaN) / (base ?? Number.NaN) };
  });
  for (const { kind, ratio } of ratios) {
    console.log(`${ratio <= ALLOWED ? "met   " : "MISSED"}  at most ${ALLOWED} x, ${kind}: ${ratio.toFixed(3)} x`);
  }
}

function spread(values: readonly number[]): string {
  const [first, median, third] = [0.25, 0.5, 0.75].map((share) => quantile(values, share).toFixed(0));
  return `${median} (${first} to ${third})`;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}

main();
