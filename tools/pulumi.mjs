/** `npm run -s pulumi -- <args>`: the Pulumi CLI of this checkout, with its plugins. */
import { run } from "./lib/child.mjs";
import { findPulumi, pulumiEnvironment } from "./lib/cli/pulumiCli.mjs";
import { runTool, SetupError } from "./lib/report.mjs";

await runTool(async () => {
  const cli = findPulumi();
  if (!cli) throw new SetupError("There is no Pulumi CLI in this checkout yet: run npm run setup");
  // npm runs scripts in the checkout's root; the command is meant for the folder that the user is in.
  const cwd = process.env["INIT_CWD"] ?? process.cwd();
  return run(cli.binary, process.argv.slice(2), { cwd, env: pulumiEnvironment(cli) });
});
