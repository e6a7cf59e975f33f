/** `npm run setup`: makes a fresh checkout ready. Needs only Node's own modules. */
import { runTool, say } from "./lib/report.mjs";
import { setUp } from "./lib/setup.mjs";

await runTool(async () => {
  const pulumi = await setUp();
  say(`Ready. Pulumi v${pulumi.version} (${pulumi.origin}): ${pulumi.binary}`);
});
