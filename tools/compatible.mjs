/** `node tools/compatible.mjs`: fails if schema.json breaks programs of the last release, and the version does not allow it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "./lib/folders.mjs";
import { runTool, say } from "./lib/report.mjs";
import { lastReleased, requireCompatible } from "./lib/schema/released.mjs";

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(path.join(repository, file), "utf8"));

await runTool(async () => {
  const released = lastReleased();
  if (!released) return say("No release before this commit has a schema.json: there is nothing to compare it with.");
  requireCompatible(released.schema, released.version, read("schema.json"), read("package.json").version);
  say(`schema.json fits programs that use version ${released.version}.`);
});
