/**
 * `node tools/release.mjs [tag]`: prints the notes of the release that package.json describes. Fails if the tag, the version
 * and CHANGELOG.md differ. The release workflow runs it with the tag, and lint without one.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "./lib/folders.mjs";
import { releaseNotes } from "./lib/release.mjs";
import { runTool } from "./lib/report.mjs";

/** @param {string} file */
const read = (file) => readFileSync(path.join(repository, file), "utf8");

await runTool(async () => {
  const { version } = JSON.parse(read("package.json"));
  console.log(releaseNotes(read("CHANGELOG.md"), version, process.argv[2] || undefined));
});
