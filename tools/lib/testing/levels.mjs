import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { run } from "../child.mjs";
import { repository } from "../folders.mjs";

/** @typedef {{ readonly passed: number, readonly failures: readonly string[] }} Outcome */

/**
 * The test levels, in the order they run in: what is quick and tells most comes first. The jobs are test files at a
 * time; levels without them run in one process, since every further one loads all modules again. What takes minutes and
 * is not a matter of the Node version is run `once`, and not on a second one.
 * @type {Readonly<Record<string, { readonly jobs?: number, readonly once?: string }>>}
 */
export const LEVELS = {
  unit: {},
  emulator: {},
  // The fault matrix mostly waits, as long as all the others together take.
  host: { jobs: 2, once: "tests/host/{faults,fuzz,model}/**" },
  // Each command of the Pulumi CLI starts several processes one after the other, and waits for them.
  engine: { jobs: Math.max(2, Math.min(8, os.availableParallelism())) },
};

/**
 * Runs the tests of one level.
 * @param {string} level
 * @param {string} node the Node binary to run them on
 * @returns {Promise<Outcome>}
 */
export function runLevel(level, node) {
  const { jobs, once } = LEVELS[level] ?? {};
  const leftOut = node === process.execPath ? undefined : once;
  return runFiles(`tests/${level}/**/*.test.ts`, node, { jobs, leftOut });
}

/**
 * Runs test files.
 * @param {string} pattern
 * @param {string} node the Node binary to run them on
 * @param {{ readonly jobs?: number | undefined, readonly leftOut?: string | undefined, readonly env?: Readonly<Record<string, string>> }} [options]
 * @returns {Promise<Outcome>}
 */
export async function runFiles(pattern, node, { jobs, leftOut, env } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "tencent-chat-outcome-"));
  const file = path.join(folder, "outcome.json");
  try {
    const code = await run(node, [...mochaArguments(jobs), ...(leftOut ? ["--ignore", leftOut] : []), pattern], {
      cwd: repository,
      env: { ...process.env, ...env, TEST_OUTCOME_FILE: file },
      stdio: ["ignore", "inherit", "inherit"],
    });
    return outcome(file, code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {number} [jobs] */
function mochaArguments(jobs) {
  const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
  return [
    mocha,
    ...["--reporter", path.join(repository, "tools", "lib", "testing", "reporter.cjs")],
    ...["--forbid-only", "--forbid-pending"],
    ...(jobs ? ["--parallel", "--jobs", String(jobs)] : []),
  ];
}

/**
 * A run that wrote no outcome, ran nothing, or ended badly without a failed test has failed too.
 * @param {string} file
 * @param {number} code
 * @returns {Outcome}
 */
function outcome(file, code) {
  const { passed, failures } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failures: [] };
  const badly = failures.length === 0 && (passed === 0 || code !== 0);
  return { passed, failures: badly ? [`the run itself ended with exit code ${code} after ${passed} tests`] : failures };
}
