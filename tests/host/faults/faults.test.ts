import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Cell } from "./cell";
import { faultColumns } from "./faults";
import { cellsOf, nameOf, type Result, recordRows, runMatrix } from "./matrix";
import { expectationsOf, reportOf } from "./report";

const page = path.resolve(__dirname, "../../../docs/reliability.md");

describe("the fault matrix", () => {
  let cells: readonly Cell[];
  let results: readonly Result[];

  before(async function () {
    this.timeout(1_200_000);
    cells = cellsOf(await recordRows());
    const expected = expectationsOf(readFileSync(page, "utf8"));
    results = await runMatrix(cells, ({ cell, outcome }) => expected(cell) === outcome);
    // `npm run test:faults` prints the matrix and stores it.
    if (process.env["FAULTS_WRITE"]) {
      console.log(reportOf(results));
      writeFileSync(page, reportOf(results));
    }
  });

  it("has a row for every write API of the service that a resource calls", () => {
    const apis = new Set(cells.map(({ row }) => row.api));
    assert.deepEqual([...apis].sort(), [
      "account_delete",
      "account_import",
      "add_group_member",
      "ban_group_member",
      "change_group_owner",
      "create_group",
      "create_robot",
      "create_topic",
      "delete_group_attr",
      "delete_group_counter",
      "delete_group_member",
      "delete_robot",
      "destroy_group",
      "destroy_topic",
      "forbid_send_msg",
      "modify_group_attr",
      "modify_group_base_info",
      "modify_group_member_info",
      "modify_topic",
      "portrait_set",
      "unban_group_member",
      "update_group_counter",
    ]);
  });

  for (const column of faultColumns) {
    const code = column.code === undefined ? "" : ` (${column.code})`;
    it(`recovers or can be rerun after: ${column.label}${code}`, () => {
      const broken = results.flatMap(({ cell, outcome }) =>
        cell.column === column && outcome instanceof Error ? [`${nameOf(cell)}: ${outcome.message}`] : [],
      );
      assert.deepEqual(broken, []);
    });
  }

  it("matches docs/reliability.md (written by npm run test:faults)", () => {
    assert.equal(readFileSync(page, "utf8"), reportOf(results));
  });
});
