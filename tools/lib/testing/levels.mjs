import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { run } from "../child.mjs";
import { repository } from "../folders.mjs";

/** @typedef {{ readonly passed: number, readonly failures: readonly string[] }} Outcome */

/** Each command of the Pulumi CLI starts several processes in sequence, and waits for them. */
const engineJobs = Math.max(4, Math.min(8, os.availableParallelism()));

/**
 * A test level. `jobs` is the number of parallel test files; levels without it run in one process, since every further process
 * loads all modules again. On a second Node version, a level with `portability` runs these files only: those that depend on
 * Node's own modules and loader. Default `files`: all in the folder of its name.
 * @typedef {{ readonly jobs?: number, readonly portability?: string, readonly files?: string,
 *   readonly env?: Readonly<Record<string, string>> }} Level
 */

/**
 * The test levels in their order: quick and informative ones first.
 * @type {Readonly<Record<string, Level>>}
 */
export const LEVELS = {
  unit: {},
  // The tests of the command wait for the service's limit of one list per second.
  emulator: { jobs: 2 },
  // The packed package, with other versions and package managers.
  package: { jobs: 2 },
  // More jobs gain nothing on two cores, and disturb the deadlines of the fault matrix.
  host: { jobs: 2, portability: "tests/host/{smoke,notInstalled,destroyAnswers,attacks,groupChildren/*}.test.ts" },
  engine: { jobs: engineJobs },
  // The engine tests of groups, fleets, stacks, two parties and kills once more, with the plugin in place of the dynamic provider.
  plugin: {
    jobs: engineJobs,
    files: "tests/engine/{group,groupFleet,kill,parties,stack}/*.test.ts",
    env: { TENCENT_CHAT_TEST_HOST: "plugin" },
  },
};

/**
 * Runs the tests of one level.
 * @param {string} level
 * @param {string} node the Node binary to run them on
 * @returns {Promise<Outcome>}
 */
export function runLevel(level, node) {
  const { jobs, portability, env = {}, files = `tests/${level}/**/*.test.ts` } = LEVELS[level] ?? {};
  const selected = node === process.execPath ? files : (portability ?? files);
  return runFiles(selected, node, { jobs, env });
}

/**
 * Runs test files.
 * @param {string} pattern
 * @param {string} node the Node binary to run them on
 * @param {{ readonly jobs?: number | undefined, readonly env?: Readonly<Record<string, string>> }} [options]
 * @returns {Promise<Outcome>}
 */
export async function runFiles(pattern, node, { jobs, env } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "tencent-chat-outcome-"));
  const file = path.join(folder, "outcome.json");
  try {
    const code = await run(node, [...mochaArguments(jobs), pattern], {
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
 * Reads the outcome. A run without an outcome file, without tests, or with an error exit code but no failed test counts as failed.
 * @param {string} file
 * @param {number} code
 * @returns {Outcome}
 */
function outcome(file, code) {
  const { passed, failures } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failures: [] };
  const runFailed = failures.length === 0 && (passed === 0 || code !== 0);
  return {
    passed,
    failures: runFailed ? [`the test run ended with exit code ${code} after ${passed} tests`] : failures,
  };
}
