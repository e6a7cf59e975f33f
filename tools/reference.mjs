/**
 * `npm run docs`: generates docs/reference/ from the doc comments of the package's exports. With `--check` it writes
 * nothing, and fails if the pages are outdated.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repository } from "./lib/folders.mjs";
import { runTool, say } from "./lib/report.mjs";

const folder = path.join(repository, "docs", "reference");

await runTool(async () => {
  const { readPackage } = await import("./lib/reference/package.mjs");
  const { pagesOf } = await import("./lib/reference/pages.mjs");
  const pages = pagesOf(readPackage(path.join(repository, "sdk", "index.ts")));
  if (!process.argv.includes("--check")) return write(pages);
  const stale = staleOf(pages);
  if (stale.length === 0) return 0;
  say(`docs/reference/ is outdated: ${stale.join(", ")}. Run \`npm run docs\` and commit the pages.`);
  return 1;
});

/** @param {ReadonlyMap<string, string>} pages by file name */
function write(pages) {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(path.join(folder, file));
  for (const [file, text] of pages) writeFileSync(path.join(folder, file), text);
  say(`Wrote ${pages.size} pages to docs/reference/`);
}

/** @param {ReadonlyMap<string, string>} pages by file name */
function staleOf(pages) {
  const existing = existsSync(folder) ? readdirSync(folder) : [];
  const changed = [...pages]
    .filter(([file, text]) => !existing.includes(file) || read(file) !== text)
    .map(([file]) => file);
  return [...changed, ...existing.filter((file) => !pages.has(file))];
}

/** @param {string} file */
function read(file) {
  return readFileSync(path.join(folder, file), "utf8");
}
