import assert from "node:assert/strict";
import { policies } from "../../../policy/policies";
import { codeIn, readPage, tableUnder } from "../docs/support/pages";

describe("the table in docs/guides/policies.md", () => {
  it("has the policies of the pack, with the defaults of their configuration", () => {
    const [, ...rows] = tableUnder(readPage("docs/guides/policies.md"), "# Policies");
    const written = rows.map(([name, , configuration]) => [codeIn(name)[0], ...codeIn(configuration)]);
    const declared = policies.map(({ name, configSchema }) => [
      name,
      ...Object.entries(configSchema?.properties ?? {}).flatMap(([key, schema]) => [
        key,
        [schema.default].flat().join(" "),
      ]),
    ]);
    assert.deepEqual(written, declared);
  });
});
