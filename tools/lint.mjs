/** `npm run lint`: every check except the tests. Continues after a failed check, so that one run shows all findings. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { npm } from "./lib/child.mjs";
import { buildPackage, installDependencies } from "./lib/dependencies.mjs";
import { repository } from "./lib/folders.mjs";
import { runTool, say } from "./lib/report.mjs";

await runTool(async () => {
  await installDependencies();
  await buildPackage();
  const failed = [];
  for (const script of lintScripts()) {
    say(`\nnpm run ${script}`);
    // Two of the scripts pack the package: without scripts, they use the existing build.
    const env = { ...process.env, npm_config_ignore_scripts: "true" };
    const code = await npm(["run", "--silent", script], { cwd: repository, env });
    if (code !== 0) failed.push(script);
  }
  say(failed.length > 0 ? `\nFindings in ${failed.join(", ")}` : "\nNo findings");
  return failed.length > 0 ? 1 : 0;
});

/** Returns the `lint:...` scripts of package.json, in order. */
function lintScripts() {
  const { scripts } = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8"));
  return Object.keys(scripts).filter((name) => name.startsWith("lint:"));
}
