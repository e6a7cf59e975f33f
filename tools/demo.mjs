/** `npm run demo`: up, refresh and destroy on this machine, with an emulator instead of the service. */
import { runTool, say } from "./lib/report.mjs";
import { setUp } from "./lib/setup.mjs";

await runTool(async () => {
  say("Setting up: dependencies, build, a Pulumi CLI. The first run takes a few minutes.");
  const cli = await setUp();
  // Imported after the set-up: it needs the dependencies and the build.
  const { demo } = await import("./lib/demo.mjs");
  return demo(cli);
});
