import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { performanceFiles } from "../../../bench/record/document";
import { readRecord, recordFile } from "../../../bench/record/results";
import { repository } from "./support/pages";

const folder = path.join(repository, "docs/performance");
const files = performanceFiles(readRecord(recordFile));
const read = (file: string) => {
  const absolute = path.join(repository, file);
  return existsSync(absolute) ? readFileSync(absolute, "utf8") : undefined;
};

describe("docs/performance.md and its plots", () => {
  before(() => {
    if (process.env["DOCS_WRITE"] === "1") writeFiles();
  });

  for (const [file, content] of Object.entries(files)) {
    it(`${file} shows bench/results.json (DOCS_WRITE=1 writes it)`, () => {
      assert.ok(read(file) === content, "outdated: run DOCS_WRITE=1 npm run test:unit");
    });
  }

  it("has no other plots", () => {
    const expected = Object.keys(files).map((file) => path.basename(file));
    assert.deepEqual(
      readdirSync(folder).filter((file) => !expected.includes(file)),
      [],
    );
  });
});

function writeFiles(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(repository, file), content);
}
