/**
 * `npm run build:plugin`: writes the provider plugin for this platform to release/, as archives that the Pulumi engine installs. The
 * release workflow runs it on each platform.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { buildPackage, installDependencies } from "./lib/dependencies.mjs";
import { repository } from "./lib/folders.mjs";
import { runTool, say } from "./lib/report.mjs";

await runTool(async () => {
  await installDependencies();
  await buildPackage();
  const { writeAssets } = await import("./lib/plugin/assets.mjs");
  const { version, main } = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8"));
  const archives = await writeAssets(path.join(repository, main), version, path.join(repository, "release"));
  for (const file of archives) say(`Wrote ${path.relative(repository, file)}`);
});
