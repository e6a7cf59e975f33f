import assert from "node:assert/strict";
import { OperationPace } from "../../../provider/hosts/dynamic/operationPace";

const begin = (pace: OperationPace, count: number) => Array.from({ length: count }, () => pace.begin());

describe("the pace of operations", () => {
  it("does not let reads wait while operations come one or few at a time", () => {
    const pace = new OperationPace();
    for (const each of begin(pace, 3)) {
      assert.equal(each.batchWindowMs, undefined);
      each.end();
    }
    const alone = pace.begin();
    assert.equal(alone.batchWindowMs, undefined);
  });

  it("lets reads wait longest where the engine sets the pace: few of many parallel operations are with the provider", () => {
    const pace = new OperationPace();
    for (const each of begin(pace, 16)) each.end();
    assert.equal(pace.begin().batchWindowMs, 100);
  });

  it("lets reads wait only as long as the service's limit allows anyway, where all operations run", () => {
    const windows = (parallel: number) => begin(new OperationPace(), parallel).at(-1)?.batchWindowMs;
    // 16 operations take 80 ms of the limit of 200 calls a second: less than an operation takes by itself.
    assert.equal(windows(16), undefined);
    assert.equal(windows(40), 50);
    assert.equal(windows(200), 100);
  });

  it("stops waiting after a wait that no other operation joined, for longer each time", () => {
    const pace = new OperationPace();
    for (const each of begin(pace, 8)) each.end();
    assert.equal(waitsAfter(pace), 0);
    assert.deepEqual(
      Array.from({ length: 5 }, () => waitsAfter(pace)),
      [16, 64, 256, 1024, 1024],
    );
  });

  it("skips few again once another operation has joined", () => {
    const pace = new OperationPace();
    for (const each of begin(pace, 8)) each.end();
    assert.equal(waitsAfter(pace), 0);
    assert.equal(waitsAfter(pace), 16);
    assert.equal(waitsAfter(pace), 64);
    for (let skipped = 0; skipped < 256; skipped++) pace.begin().end();
    const [joined, other] = begin(pace, 2);
    joined?.end();
    other?.end();
    assert.equal(waitsAfter(pace), 16, "the other one was not joined");
  });
});

/** Begins operations one after the other. @returns how many did not wait before one did */
function waitsAfter(pace: OperationPace): number {
  for (let count = 0; ; count++) {
    const operation = pace.begin();
    operation.end();
    if (operation.batchWindowMs !== undefined) return count;
  }
}
