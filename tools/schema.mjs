/**
 * `npm run schema`: generates schema.json, from which Pulumi generates the SDKs of all languages, from the doc comments of the
 * package's exports. With `--check` it writes nothing, and fails if the file is outdated.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repository } from "./lib/folders.mjs";
import { runTool, say } from "./lib/report.mjs";

const file = path.join(repository, "schema.json");

await runTool(async () => {
  const { generatedSchema } = await import("./lib/schema/generate.mjs");
  const text = `${JSON.stringify(generatedSchema(), null, 2)}\n`;
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
    say("Wrote schema.json");
    return 0;
  }
  if (existsSync(file) && readFileSync(file, "utf8") === text) return 0;
  say("schema.json is outdated. Run `npm run schema` and commit it.");
  return 1;
});
