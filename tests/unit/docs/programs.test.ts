import assert from "node:assert/strict";
import { complaints } from "../support/complaints";
import { blocksIn, userPages } from "./support/pages";
import { documentedPrograms, programsOf } from "./support/programs";

describe("the programs in README.md and docs/", () => {
  it("compile against the built package", () => {
    assert.ok(documentedPrograms.length >= 20);
    assert.deepEqual(complaints(documentedPrograms.map(({ code }) => code)), []);
  });

  it("would not compile with a misspelt property or export", () => {
    const [program] = documentedPrograms;
    const misspelt = (program?.code ?? "").replace("introduction:", "intro:").concat("\ntencentchat.Grupp;\n");
    const [property = "", name = "", ...others] = complaints([misspelt]);
    assert.match(property, /'intro' does not exist in type 'GroupArgs'/);
    assert.match(name, /Property 'Grupp' does not exist/);
    assert.deepEqual(others, []);
  });

  it("are of every kind that a test runs", () => {
    for (const kind of ["quickstart", "pulumi", "standalone", "functions"] as const) {
      assert.notDeepEqual(programsOf(kind), [], kind);
    }
  });

  it("in JavaScript are files of the quick start", () => {
    const blocks = userPages.flatMap((page) => blocksIn(page, "js").map((code) => `${page.file}: ${code}`));
    assert.deepEqual(
      blocks.filter((block) => !/^docs\/quickstart\.md: \/\/ \w+\.js\n/.test(block)),
      [],
    );
  });
});
