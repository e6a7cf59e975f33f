/** `npm run test:faults`: runs the fault matrix, prints it, and generates docs/reliability.md. */

import { runTool, say } from "./lib/report.mjs";
import { setUp } from "./lib/setup.mjs";
import { runFiles } from "./lib/testing/levels.mjs";

await runTool(async () => {
  await setUp();
  say("\nRunning the fault matrix: this takes some minutes");
  const { failures } = await runFiles("tests/host/faults/**/*.test.ts", process.execPath, {
    env: { FAULTS_WRITE: "1" },
  });
  return failures.length > 0 ? 1 : 0;
});
