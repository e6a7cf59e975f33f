/**
 * `npm run demo [-- --keep]`: up, refresh and destroy on this machine, with an emulator instead of the service. With
 * `--keep`, the groups and the emulator stay until Ctrl-C.
 */
import { runTool, SetupError, say } from "./lib/report.mjs";
import { setUp } from "./lib/setup.mjs";

await runTool(async () => {
  const keep = parseArguments(process.argv.slice(2));
  say("Setting up what is missing: dependencies, build, a Pulumi CLI. The first run takes a few minutes.");
  const cli = await setUp();
  // Imported after the set-up: it needs the dependencies and the build.
  const { demo } = await import("./lib/demo.mjs");
  return demo(cli, { keep });
});

/** @param {readonly string[]} args */
function parseArguments(args) {
  const unknown = args.find((arg) => arg !== "--keep");
  if (unknown !== undefined) throw new SetupError(`Unknown option ${unknown}. The demo has one option: --keep`);
  return args.includes("--keep");
}
