import assert from "node:assert/strict";
import { handlers } from "../../../provider/handlers";
import { codeIn, readPage, tableUnder } from "./support/pages";

describe("the table of ids in docs/guides/importing.md", () => {
  it("has every resource", () => {
    const [, ...rows] = tableUnder(readPage("docs/guides/importing.md"), "## pulumi import, in other languages");
    assert.deepEqual(rows.flatMap(([kinds]) => codeIn(kinds)).sort(), Object.keys(handlers).sort());
  });
});
