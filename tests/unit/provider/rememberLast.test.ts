import assert from "node:assert/strict";
import { rememberLast } from "../../../provider/resources/groupFleet/plan/rememberLast";

describe("a function that remembers its last results", () => {
  it("does the work once for each of the last two texts, whatever it returns", () => {
    const done: string[] = [];
    const remembered = rememberLast((text) => {
      done.push(text);
      return text === "none" ? undefined : { text };
    });
    assert.equal(remembered("a"), remembered("a"));
    assert.deepEqual([remembered("none"), remembered("none")], [undefined, undefined]);
    remembered("a");
    remembered("b");
    remembered("none");
    assert.deepEqual(done, ["a", "none", "b"]);
    remembered("a");
    assert.deepEqual(done, ["a", "none", "b", "a"]);
  });

  it("remembers nothing of a failure", () => {
    let calls = 0;
    const remembered = rememberLast(() => {
      calls += 1;
      throw new Error("damaged");
    });
    for (const _ of [1, 2]) assert.throws(() => remembered("a"), /damaged/);
    assert.equal(calls, 2);
  });
});
