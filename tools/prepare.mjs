/**
 * npm runs it after an install in a clone, and before it packs: it compiles the package, unless nothing has changed since the last
 * time. So this repository can be installed as it is: by `pulumi package add`, and as a dependency from Git.
 */
import { buildPackage } from "./lib/dependencies.mjs";
import { runTool } from "./lib/report.mjs";

await runTool(buildPackage);
