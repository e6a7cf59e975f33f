import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { blocksIn, readPage, repository } from "./support/pages";

const readme = readPage("README.md");

describe("README.md", () => {
  it("has at most 150 lines and 1,200 words", () => {
    const lines = readme.text.split("\n").length;
    const words = readme.text.split(/\s+/).filter(Boolean).length;
    assert.ok(lines <= 151, `${lines} lines`);
    assert.ok(words <= 1200, `${words} words`);
  });

  it("begins with a program of at most 12 lines", () => {
    const lines = blocksIn(readme, "ts")[0]?.trim().split("\n").length ?? 0;
    assert.ok(lines >= 5 && lines <= 12, `${lines} lines`);
  });

  it("shows the preview environment in at most 15 lines", () => {
    const [, section = ""] = readme.text.split("\n## Preview environments\n");
    assert.ok((section.split("\n## ")[0] ?? "").trim().split("\n").length <= 15);
  });

  it("names the two commands that set up a fresh clone", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8"));
    for (const command of ["demo", "test"]) {
      const text = command === "test" ? "npm test" : `npm run ${command}`;
      assert.ok(blocksIn(readme, "sh").some((block) => new RegExp(`^${text} `, "m").test(block)));
      assert.ok(existsSync(path.join(repository, scripts[command].replace("node ", ""))));
    }
  });

  it("has the number of faults that docs/reliability.md has", () => {
    const [, cells] = /^(\d+) cells: /m.exec(readPage("docs/reliability.md").text) ?? [];
    assert.ok(cells !== undefined);
    assert.ok(readme.text.includes(`**${Number(cells).toLocaleString("en-US")} faults were tried:**`));
  });
});

describe("the comparison", () => {
  it("has the figures of docs/reliability.md", () => {
    const reliability = readPage("docs/reliability.md").text;
    const count = (outcome: string) => Number(new RegExp(`(\\d+) × ${outcome}`).exec(reliability)?.[1]);
    const recovered = count("recovers");
    const rerun = count("fails, rerun") + count("fails partway, rerun");
    const text = readPage("docs/guides/comparison.md").text.replaceAll("\n", " ");
    const expected = `of ${format(recovered + rerun)} faults, this package recovers from ${format(recovered)} by itself. In the other ${format(rerun)},`;
    assert.ok(text.includes(expected), expected);
  });
});

describe("the table of answers in docs/guides/commands.md", () => {
  it("has a row for success and for each documented code of destroy_group (doc 34896)", () => {
    const { text } = readPage("docs/guides/commands.md");
    const [, section = ""] = text.split("\n## What happens on destroy\n");
    const answers = [...section.matchAll(/^\| (.*?) \|/gm)].map(([, answer = ""]) => answer);
    for (const expected of ["0", "10002", "10003", "10004", "10007", "10010", "10015"]) {
      assert.ok(
        answers.some((answer) => answer.trim().split(/[ ,]+/).includes(expected)),
        expected,
      );
    }
  });
});

function format(count: number): string {
  return count.toLocaleString("en-US");
}
