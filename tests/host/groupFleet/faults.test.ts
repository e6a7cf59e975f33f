import assert from "node:assert/strict";
import { cellsOf, nameOf, recordRows, runMatrix } from "../faults/matrix";
import { fleetSubjects } from "../faults/subjects/fleet";

/** The fault matrix has one group per resource. Here one group of a fleet fails; the faults that need a short deadline take too long. */
describe("a fault that hits one group of a fleet", () => {
  it("leaves service and state in agreement, and a rerun finishes, whatever the call and the answer", async () => {
    const cells = cellsOf(await recordRows(fleetSubjects)).filter(({ column }) =>
      ["normal", "shortDeadline"].includes(column.worker),
    );
    const results = await runMatrix(cells, () => true);
    const broken = results.flatMap(({ cell, outcome }) =>
      outcome instanceof Error ? [`${nameOf(cell)}: ${outcome.message}`] : [],
    );
    assert.deepEqual(broken, []);
    assert.ok(results.length >= 50, `${results.length} cells`);
    for (const outcome of ["recovers", "fails partway, rerun succeeds"] as const)
      assert.ok(results.some((result) => result.outcome === outcome));
  });
});
