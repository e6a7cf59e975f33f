/**
 * `npm run test:mixed`: examples that combine Chat groups with another provider, with that provider's real plugin. A
 * machine without the plugin that cannot download it cannot run them: that is "not run", with exit code 1, and not a success.
 */

import path from "node:path";
import { runTool, say } from "./lib/report.mjs";
import { setUp } from "./lib/setup.mjs";
import { kubernetesPlugin } from "./lib/testing/kubernetesPlugin.mjs";
import { runFiles } from "./lib/testing/levels.mjs";

await runTool(async () => {
  const folder = await kubernetesPlugin(await setUp());
  if (!folder) {
    say("\nmixed      NOT RUN: the plugin pulumi-resource-kubernetes is not on PATH, and Pulumi could not install it.");
    say("Put it on PATH, or run this on a machine that reaches Pulumi's downloads.");
    return 1;
  }
  say(`\nTests: mixed, with the Kubernetes plugin in ${folder}`);
  const { passed, failures } = await runFiles("tests/mixed/**/*.test.ts", process.execPath, {
    env: { PATH: `${folder}${path.delimiter}${process.env["PATH"]}` },
  });
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length > 0 ? 1 : 0;
});
