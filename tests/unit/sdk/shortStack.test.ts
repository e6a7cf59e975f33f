import assert from "node:assert/strict";
import { shortenStackTraces } from "../../../sdk/base/shortStack";

const stackOfThisDepth = (depth: number): string => {
  if (depth > 0) return stackOfThisDepth(depth - 1);
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  return String(new Error("here").stack);
};

describe("short stacks", () => {
  it("have five frames where the caller asks for all", () => {
    const restore = shortenStackTraces();
    const stack = stackOfThisDepth(30);
    restore();
    assert.equal(stack.split("\n").filter((line) => /^\s+at /.test(line)).length, 5);
    assert.match(stack, /^Error: here\n/);
  });

  it("are removed afterwards", () => {
    const { stackTraceLimit, prepareStackTrace } = Error;
    shortenStackTraces()();
    assert.equal(Error.stackTraceLimit, stackTraceLimit);
    assert.equal(Error.prepareStackTrace, prepareStackTrace);
  });
});
