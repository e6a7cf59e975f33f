import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { readPage, repository } from "./pages";

/** Compares the block between the comments `<!-- name -->` and `<!-- /name -->` of a page; with DOCS_WRITE=1 writes it instead. */
export function checkGenerated(file: string, name: string, block: string): void {
  const { text } = readPage(file);
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  assert.ok(text.includes(start) && text.includes(end), `${file} has no block ${start}`);
  const expected = text.replace(new RegExp(`${start}.*${end}`, "s"), () => `${start}\n\n${block}\n\n${end}`);
  if (process.env["DOCS_WRITE"] === "1") writeFileSync(path.join(repository, file), expected);
  else assert.ok(unaligned(text) === unaligned(expected), "outdated: run DOCS_WRITE=1 npm run test:unit");
}

/** The formatter aligns tables. */
function unaligned(text: string): string {
  return text.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}
