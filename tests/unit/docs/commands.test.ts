import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { commandsIn, notRun, runElsewhere, walkedElsewhere, walkedPages } from "./support/commands";
import { readPage, repository, userPages } from "./support/pages";

const walkers = readdirSync(path.join(repository, "tests/engine/docs"))
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => readFileSync(path.join(repository, "tests/engine/docs", file), "utf8"));

describe("the commands in README.md and docs/", () => {
  const pages = [...walkedPages, ...Object.keys(walkedElsewhere)];
  const walked = new Set(pages.flatMap((file) => commandsIn(readPage(file))));

  for (const page of userPages) {
    it(`are all run by a test: ${page.file}`, () => {
      const unknown = commandsIn(page).filter(
        (command) => !walked.has(command) && !(command in runElsewhere) && !(command in notRun),
      );
      assert.deepEqual(unknown, []);
    });
  }

  it("are run by the tests that the lists name", () => {
    const missing = Object.values(runElsewhere).filter((file) => !existsSync(path.join(repository, file)));
    assert.deepEqual(missing, []);
    const notWalked = walkedPages.filter((file) => !walkers.some((source) => source.includes(`"${file}"`)));
    assert.deepEqual(notWalked, []);
    for (const [page, test] of Object.entries(walkedElsewhere))
      assert.ok(readFileSync(path.join(repository, test), "utf8").includes(page), `${test} does not run ${page}`);
  });

  it("include all commands of the lists", () => {
    const all = new Set(userPages.flatMap(commandsIn));
    const gone = [...Object.keys(runElsewhere), ...Object.keys(notRun)].filter((command) => !all.has(command));
    assert.deepEqual(gone, []);
  });
});
