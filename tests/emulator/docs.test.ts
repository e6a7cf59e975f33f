import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OLDER_NAMES } from "../../emulator/api/lenient";

const ROOT = join(__dirname, "../..");
const page = readFileSync(join(ROOT, "docs/emulator.md"), "utf8");

/** Returns the first two cells of each row of the table with this heading, without backticks. */
function table(heading: string): readonly (readonly string[])[] {
  const [, rows = ""] = page.split(new RegExp(`^\\| ${heading} +\\|.*\\n\\|[- |]+\\n`, "m"));
  const lines = (rows.split("\n\n")[0] ?? "").split("\n");
  return lines
    .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")))
    .map((cells) => cells.slice(1, 3));
}

describe("docs/emulator.md", () => {
  it("lists exactly the older names that lenient mode accepts", () => {
    assert.deepEqual(table("Older name"), Object.entries(OLDER_NAMES));
  });

  it("lists exactly the kinds of faults", () => {
    const source = readFileSync(join(ROOT, "emulator/faults/fault.ts"), "utf8");
    const kinds = new Set([...source.matchAll(/readonly kind: "(\w+)"/g)].map(([, kind]) => kind));
    assert.deepEqual(
      table("`kind`").map(([kind]) => kind),
      [...kinds],
    );
  });
});
