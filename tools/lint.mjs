/** `npm run lint`: every check that runs no test. All of them run, so that one run shows all findings. */
import { npm } from "./lib/child.mjs";
import { buildPackage, installDependencies } from "./lib/dependencies.mjs";
import { repository } from "./lib/folders.mjs";
import { runTool, say } from "./lib/report.mjs";

/** @type {readonly { readonly about: string, readonly command: readonly string[] }[]} */
const CHECKS = [
  { about: "format and lint", command: ["biome", "check", "--error-on-warnings"] },
  { about: "types", command: ["tsc", "--noEmit", "-p", "tsconfig.json"] },
  { about: "unused code, exports and dependencies", command: ["knip"] },
  { about: "the package as npm publishes it", command: ["publint", "--strict"] },
  // node10 knows no `exports`, so it can't see the subpaths; Node has read them since version 12.
  { about: "the package's types as its users see them", command: ["attw", "--pack", "--profile", "node16"] },
];

await runTool(async () => {
  await installDependencies();
  await buildPackage();
  const failed = [];
  for (const { about, command } of CHECKS) {
    say(`\n> ${command.join(" ")}  (${about})`);
    const code = await npm(["exec", "--offline", "--", ...command], { cwd: repository });
    if (code !== 0) failed.push(about);
  }
  say(failed.length > 0 ? `\nFindings in: ${failed.join("; ")}` : "\nNo findings.");
  return failed.length > 0 ? 1 : 0;
});
