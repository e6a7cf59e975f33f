/**
 * `npm run test:java`: the quickstart in Java, with Pulumi's language host and the generated SDK. A machine without a JDK and Maven
 * cannot run it: that is "not run", with exit code 1, and not a success.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { javaHost } from "./lib/cli/javaHost.mjs";
import { runTool, say } from "./lib/report.mjs";
import { setUp } from "./lib/setup.mjs";
import { runFiles } from "./lib/testing/levels.mjs";

await runTool(async () => {
  const missing = ["javac", "mvn"].find((command) => spawnSync(command, ["-version"]).status !== 0);
  if (missing) {
    say(`\njava       NOT RUN: ${missing} is not on PATH. Install a JDK and Maven, then run it again.`);
    return 1;
  }
  const folder = await javaHost(await setUp());
  say("\nTests: java");
  const { passed, failures } = await runFiles("tests/java/**/*.test.ts", process.execPath, {
    env: { PATH: `${folder}${path.delimiter}${process.env["PATH"]}` },
  });
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length > 0 ? 1 : 0;
});
