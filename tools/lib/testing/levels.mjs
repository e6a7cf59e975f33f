import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { run } from "../child.mjs";
import { repository } from "../folders.mjs";

/** @typedef {{ readonly passed: number, readonly failed: number }} Outcome */

/**
 * The test levels, in the order they run in: what is quick and tells most comes first. The jobs are test files at a
 * time; levels without them run in one process, since every further one loads all modules again.
 * @type {Readonly<Record<string, { readonly jobs?: number }>>}
 */
export const LEVELS = {
  unit: {},
  emulator: {},
  host: {},
  // Each command of the Pulumi CLI starts several processes one after the other, and waits for them.
  engine: { jobs: Math.max(2, Math.min(8, os.availableParallelism())) },
};

/**
 * Runs the tests of one level.
 * @param {string} level
 * @param {string} node the Node binary to run them on
 * @returns {Promise<Outcome>}
 */
export async function runLevel(level, node) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "tencent-chat-outcome-"));
  const file = path.join(folder, "outcome.json");
  try {
    const code = await run(node, mochaArguments(level), {
      cwd: repository,
      env: { ...process.env, TEST_OUTCOME_FILE: file },
      stdio: ["ignore", "inherit", "inherit"],
    });
    return outcome(file, code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} level */
function mochaArguments(level) {
  const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
  const jobs = LEVELS[level]?.jobs;
  return [
    mocha,
    ...["--reporter", path.join(repository, "tools", "lib", "testing", "reporter.cjs")],
    ...["--forbid-only", "--forbid-pending"],
    ...(jobs ? ["--parallel", "--jobs", String(jobs)] : []),
    `tests/${level}/**/*.test.ts`,
  ];
}

/**
 * A run that wrote no outcome, ran nothing, or ended badly without a failed test has failed too.
 * @param {string} file
 * @param {number} code
 * @returns {Outcome}
 */
function outcome(file, code) {
  const { passed, failed } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 0 };
  const badly = failed === 0 && (passed === 0 || code !== 0);
  return { passed, failed: badly ? 1 : failed };
}
