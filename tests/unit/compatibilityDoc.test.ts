import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { nodeMajors, versions } from "../package/support/tools";

const page = readFileSync(path.resolve(__dirname, "../../docs/compatibility.md"), "utf8");

describe("docs/compatibility.md", () => {
  it("names every version that the package is tested with", () => {
    for (const version of [...Object.values(versions), ...nodeMajors]) assert.ok(page.includes(version), version);
  });
});
