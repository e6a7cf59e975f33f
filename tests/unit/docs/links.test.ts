import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { filesIn, repository } from "./support/pages";

const folders = ["docs", "docs/guides", "docs/decisions"];
const files = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", ...folders.flatMap(filesIn)];
const read = (file: string) => readFileSync(path.join(repository, file), "utf8");

describe("the documents", () => {
  for (const file of files) {
    it(`${file} links to files and headings that exist`, () => {
      assert.deepEqual(
        linksIn(file).filter((link) => !leads(file, link)),
        [],
      );
    });
  }

  it("are all reachable from docs/README.md", () => {
    const linked = linksIn("docs/README.md").map((link) => targetOf("docs/README.md", link));
    const guides = ["docs", "docs/guides"].flatMap(filesIn).filter((file) => file !== "docs/README.md");
    assert.deepEqual(
      guides.filter((file) => !linked.includes(file)),
      [],
    );
  });

  it("would not pass with a broken link", () => {
    assert.equal(leads("README.md", "docs/missing.md"), false);
    assert.equal(leads("README.md", "docs/limits.md#no-such-heading"), false);
    assert.equal(leads("docs/README.md", "../README.md#quick-start"), true);
  });
});

/** The relative links of a file, without those in code. */
function linksIn(file: string): string[] {
  const prose = read(file)
    .replace(/^( *)```.*?^\1```$/gms, "")
    .replace(/`[^`\n]*`/g, "code");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter((link) => !/^https?:/.test(link));
}

/** The file that a link leads to, relative to the repository. */
function targetOf(from: string, link: string): string {
  const [file = ""] = link.split("#");
  return file === "" ? from : path.posix.join(path.posix.dirname(from), file);
}

function leads(from: string, link: string): boolean {
  const target = targetOf(from, link);
  const [, heading] = link.split("#");
  if (!existsSync(path.join(repository, target))) return false;
  return heading === undefined || headingsIn(target).includes(heading);
}

function headingsIn(file: string): string[] {
  return [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) => anchorOf(text));
}

/** The anchor that GitHub generates. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}
