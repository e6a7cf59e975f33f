/** `npm run -s pulumi -- <args>`: the Pulumi CLI of this checkout, with its plugins. */
import { run } from "./lib/child.mjs";
import { findPulumi, pulumiEnvironment } from "./lib/cli/pulumiCli.mjs";
import { runTool, SetupError } from "./lib/report.mjs";

await runTool(async () => {
  const cli = findPulumi();
  if (!cli) throw new SetupError("This checkout has no Pulumi CLI yet. Run: npm run setup");
  // npm runs scripts in the root of the checkout; the command must run in the user's current folder.
  const cwd = process.env["INIT_CWD"] ?? process.cwd();
  return run(cli.binary, process.argv.slice(2), { cwd, env: pulumiEnvironment(cli) });
});
