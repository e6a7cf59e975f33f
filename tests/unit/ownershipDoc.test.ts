import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";

const repository = path.resolve(__dirname, "../..");
const folder = path.join(repository, "tests/engine/parties");
const document = readFileSync(path.join(repository, "docs/ownership.md"), "utf8");
const files = readdirSync(folder).filter((file) => file.endsWith(".test.ts"));

/** A row of the table: the situation and its outcome. */
type Row = readonly [situation: string, outcome: string];

describe("the tables in docs/ownership.md", () => {
  it("match the files of the two-party suite one to one", () => {
    assert.deepEqual([...tables().keys()].sort(), [...files].sort());
  });

  for (const file of files) {
    it(`list the tests of ${file} one by one`, () => {
      assert.deepEqual(tables().get(file), rowsOf(suitesIn(file)));
    });
  }
});

/** The rows under each heading that links to a file of the suite. */
function tables(): ReadonlyMap<string, readonly Row[]> {
  const sections = document.split(/^### /m).slice(1);
  return new Map(
    sections.flatMap((section): [string, Row[]][] => {
      const [, file] = /^.*\]\(\.\.\/tests\/engine\/parties\/([\w.]+)\)/.exec(section) ?? [];
      return file === undefined ? [] : [[file, rowsIn(section)]];
    }),
  );
}

function rowsIn(section: string): Row[] {
  const lines = section.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
  return lines.slice(1).map((line) => {
    const [, situation = "", outcome = ""] = line.split("|").map((cell) => cell.trim().replaceAll("`", ""));
    return [situation, outcome];
  });
}

/** One row for each suite that has tests of its own. */
function rowsOf(suite: Mocha.Suite): Row[] {
  const own = suite.tests.length === 0 ? [] : [[capital(suite.title), outcomeOf(suite)] as const];
  return [...own, ...suite.suites.flatMap(rowsOf)];
}

/** The titles of the tests. Titles that differ only after a colon are joined. */
function outcomeOf({ tests }: Mocha.Suite): string {
  const outcomes = new Map<string, string[]>();
  for (const { title } of tests) {
    const [outcome = "", ...variant] = title.split(": ");
    outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), ...(variant.length === 0 ? [] : [variant.join(": ")])]);
  }
  return [...outcomes]
    .map(([outcome, variants]) => capital(variants.length === 0 ? outcome : `${outcome}: ${variants.join(", ")}`))
    .join(". ")
    .concat(".");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The suites of a file, which is loaded but not run. Mocha's interface lives in globals: those of this run are restored. */
function suitesIn(file: string): Mocha.Suite {
  const names = ["describe", "context", "it", "specify", "before", "after", "beforeEach", "afterEach", "run"];
  const skipping = ["xdescribe", "xcontext", "xit", "xspecify"];
  const globals = globalThis as unknown as Record<string, unknown>;
  const saved = [...names, ...skipping].map((name) => [name, globals[name]] as const);
  try {
    return new Suites().load(path.join(folder, file));
  } finally {
    for (const [name, value] of saved) globals[name] = value;
  }
}

class Suites extends Mocha {
  load(file: string): Mocha.Suite {
    this.addFile(file);
    this.loadFiles();
    return this.suite;
  }
}
