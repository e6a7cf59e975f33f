import assert from "node:assert/strict";
import type { BenchRecord, Measurement } from "../../../bench/record/figures";
import { planOf } from "../../../bench/record/plan";
import { median, secondsOf } from "../../../bench/record/query";
import { verdicts, wide } from "../../../bench/record/targets";

const machine = { processor: "P", cores: 2, memoryBytes: 1, platform: "linux x64", node: "20.0.0", pulumi: "3.0.0" };

describe("the performance record", () => {
  it("takes the median over the rounds", () => {
    assert.equal(median(recordOf(destroys("group", 9, 1, 2)), "group", wide, secondsOf("destroy")), 2);
    assert.equal(median(recordOf(destroys("group", 1, 2)), "group", wide, secondsOf("destroy")), 1.5);
    assert.equal(median(recordOf([]), "group", wide, secondsOf("destroy")), undefined);
  });

  it("has no figure for a step that was refused in one of its rounds", () => {
    const [first, second] = destroys("documented", 1, 2);
    assert.ok(first?.steps.destroy && second);
    const refused = { ...first, steps: { destroy: { ...first.steps.destroy, succeeded: false } } };
    assert.equal(median(recordOf([refused, second]), "documented", wide, secondsOf("destroy")), undefined);
  });

  it("judges what was measured, and says what was not", () => {
    const verdictOf = (seconds: number) =>
      verdicts(recordOf([...destroys("group", seconds), ...destroys("script", 10)])).map(({ isMet }) => isMet);
    assert.equal(verdictOf(11.5)[0], true);
    assert.equal(verdictOf(11.6)[0], false);
    assert.equal(verdictOf(11.5)[1], undefined);
  });

  it("measures the largest sizes with this package only", () => {
    const largest = planOf({ sizes: [10_000] }).map(({ contender }) => contender);
    assert.ok(largest.length > 0);
    assert.ok(largest.every(({ isOurs }) => isOurs));
  });

  it("alternates the contenders in each round", () => {
    const tasks = planOf({
      sizes: [1],
      parallel: [8],
      checkpoints: [true],
      contenders: ["group", "script"],
      rounds: 2,
    });
    assert.deepEqual(
      tasks.map(({ contender, round }) => `${contender.key} ${round}`),
      ["group 1", "script 1", "group 2", "script 2"],
    );
  });
});

function recordOf(measurements: readonly Measurement[]): BenchRecord {
  return { date: "2026-01-01", machine, measurements };
}

function destroys(contender: string, ...seconds: readonly number[]): Measurement[] {
  const cost = { runs: 1, succeeded: true, calls: 0, refused: 0, memory: {} };
  return seconds.map((each, index) => ({
    contender,
    ...wide,
    round: index + 1,
    steps: { destroy: { ...cost, seconds: each } },
  }));
}
