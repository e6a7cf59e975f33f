/**
 * `npm test [-- [--node <major>] [level ...]]`: runs the set-up, then the given test levels, or all.
 * The last line shows how many tests passed and failed in all levels.
 */

import { runTool, SetupError, say } from "./lib/report.mjs";
import { setUp } from "./lib/setup.mjs";
import { LEVELS, runLevel } from "./lib/testing/levels.mjs";
import { otherNode } from "./lib/testing/otherNode.mjs";

await runTool(async () => {
  const { major, levels } = parseArguments(process.argv.slice(2));
  await setUp();
  const node = major ? await otherNode(major) : process.execPath;
  const rows = [];
  for (const level of levels) {
    say(`\nTests: ${level}${major ? ` on Node ${major}` : ""}`);
    const started = Date.now();
    const outcome = await runLevel(level, node);
    rows.push({ level, ...outcome, seconds: (Date.now() - started) / 1000 });
  }
  return report(rows);
});

/** @param {readonly string[]} args */
function parseArguments(args) {
  const [flag, major] = args[0] === "--node" ? args : [];
  const named = flag ? args.slice(2) : args;
  const unknown = named.filter((level) => !(level in LEVELS));
  if (unknown.length > 0) {
    throw new SetupError(`Unknown test level ${unknown.join(", ")}. The levels are ${Object.keys(LEVELS).join(", ")}`);
  }
  return { major, levels: named.length > 0 ? named : Object.keys(LEVELS) };
}

/**
 * @param {readonly { level: string, passed: number, failures: readonly string[], seconds: number }[]} rows
 * @returns {number} the exit code
 */
function report(rows) {
  console.log("");
  for (const { level, passed, failures, seconds } of rows) {
    console.log(`${level.padEnd(10)} ${passed} passed, ${failures.length} failed  (${seconds.toFixed(0)} s)`);
  }
  for (const { level, failures } of rows) for (const failure of failures) console.log(`FAILED ${level}: ${failure}`);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failures.length, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}
