import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Cell } from "./cell";
import { faultColumns } from "./faults";
import { cellsOf, nameOf, type Result, recordRows, runMatrix } from "./matrix";
import { reportOf } from "./report";

const page = path.resolve(__dirname, "../../../docs/reliability.md");

describe("the fault matrix", () => {
  let cells: readonly Cell[];
  let results: readonly Result[];

  before(async function () {
    this.timeout(600_000);
    cells = cellsOf(await recordRows());
    results = await runMatrix(cells);
    // `npm run test:faults` prints the matrix and keeps it.
    if (process.env["FAULTS_WRITE"]) {
      console.log(reportOf(results));
      writeFileSync(page, reportOf(results));
    }
  });

  it("has a row for every API of the service that changes a group and that the provider calls", () => {
    const apis = new Set(cells.map(({ row }) => row.api));
    assert.deepEqual([...apis].sort(), [
      "add_group_member",
      "change_group_owner",
      "create_group",
      "destroy_group",
      "modify_group_attr",
      "modify_group_base_info",
    ]);
  });

  for (const column of faultColumns) {
    const code = column.code === undefined ? "" : ` (${column.code})`;
    it(`ends well after: ${column.label}${code}`, () => {
      const broken = results.flatMap(({ cell, outcome }) =>
        cell.column === column && outcome instanceof Error ? [`${nameOf(cell)}: ${outcome.message}`] : [],
      );
      assert.deepEqual(broken, []);
    });
  }

  it("is what docs/reliability.md says (written by npm run test:faults)", () => {
    assert.equal(readFileSync(page, "utf8"), reportOf(results));
  });
});
