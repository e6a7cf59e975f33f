import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

const repository = path.resolve(__dirname, "../..");
const read = (file: string) => readFileSync(path.join(repository, file), "utf8");

interface Row {
  readonly term: string;
  readonly file: string;
}

/** The rows of the first table in docs/architecture.md. */
function glossary(): Row[] {
  const [, section = ""] = read("docs/architecture.md").split(/^## /m);
  const [header, , ...lines] = section.split("\n").filter((line) => line.startsWith("|"));
  assert.match(section, /^Glossary\n/);
  assert.match(header ?? "", /^\| Term +\| Meaning +\| Where +\|$/);
  return lines.map((line) => {
    const [, term, file] = /^\| `(\w+)` +\| \S.*\S +\| `([\w./]+)` +\|$/.exec(line) ?? [];
    assert.ok(term && file, `not a row of the glossary: ${line}`);
    return { term, file };
  });
}

function isExported({ term, file }: Row): boolean {
  const declaration = "(?:abstract class|class|interface|type|const|function|async function)";
  return new RegExp(`^export ${declaration} ${term}\\b`, "m").test(read(file));
}

describe("the glossary in docs/architecture.md", () => {
  it("has at most 25 rows, each with a different term", () => {
    const terms = glossary().map(({ term }) => term);
    assert.ok(terms.length > 0 && terms.length <= 25, `${terms.length} rows`);
    assert.equal(new Set(terms).size, terms.length);
  });

  for (const row of glossary()) {
    it(`defines ${row.term}, which ${row.file} exports`, () => {
      assert.ok(isExported(row));
    });
  }
});
