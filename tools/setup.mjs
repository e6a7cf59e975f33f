/** `npm run setup`: prepares a fresh checkout. Uses only Node's own modules. */
import { runTool, say } from "./lib/report.mjs";
import { setUp } from "./lib/setup.mjs";

await runTool(async () => {
  const pulumi = await setUp();
  say(`Ready. Pulumi v${pulumi.version} (${pulumi.origin}): ${pulumi.binary}`);
});
