/** `npm run demo`: the main job from start to end on this machine alone, with an emulator in place of the service. */
import { runTool, say } from "./lib/report.mjs";
import { setUp } from "./lib/setup.mjs";

await runTool(async () => {
  say("Setting up: dependencies, build, a Pulumi CLI. The first time, that takes a few minutes.");
  const cli = await setUp();
  // Only now: it needs the dependencies and the build.
  const { demo } = await import("./lib/demo.mjs");
  return demo(cli);
});
