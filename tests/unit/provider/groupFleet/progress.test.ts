import assert from "node:assert/strict";
import { systemClock } from "../../../../chat";
import { limitedLogger } from "../../../../provider/resources/groupFleet/pool/limitedLogger";
import { failureText } from "../../../../provider/resources/groupFleet/pool/pool";
import { Progress } from "../../../../provider/resources/groupFleet/pool/progress";

function collector() {
  const lines: string[] = [];
  const push = (text: string) => void lines.push(text);
  return { lines, log: { debug: () => {}, info: push, warn: push } };
}

describe("the progress of work on many groups", () => {
  it("is logged every ten seconds, with the rate and the time left, and not at the end", () => {
    const { lines, log } = collector();
    let ms = 0;
    const progress = new Progress("Creating the group fleet rooms", 100, {
      log,
      clock: { ...systemClock, monotonic: () => ms },
    });
    for (let done = 1; done <= 100; done++) {
      ms += done < 51 ? 500 : 250;
      progress.step();
    }
    assert.deepEqual(lines, [
      "Creating the group fleet rooms: 20 of 100 groups, 2.0 a second, about 40 s left",
      "Creating the group fleet rooms: 40 of 100 groups, 2.0 a second, about 30 s left",
      "Creating the group fleet rooms: 70 of 100 groups, 2.3 a second, about 13 s left",
    ]);
  });

  it("has whole numbers where it is fast", () => {
    const { lines, log } = collector();
    let ms = 0;
    const progress = new Progress("Reading", 10_000, { log, clock: { ...systemClock, monotonic: () => ms } });
    for (; ms <= 10_000; ms += 5) progress.step();
    assert.match(String(lines), /^Reading: 2001 of 10000 groups, 200 a second, about 40 s left$/);
  });
});

describe("what is logged of many groups", () => {
  it("is ten lines of each level, and how many more there were", () => {
    const { lines, log } = collector();
    const limited = limitedLogger(log);
    for (let index = 0; index < 12; index++) limited.log.info(`adopted ${index}`);
    limited.log.warn("one warning");
    limited.end();
    assert.deepEqual(lines.slice(9), ["adopted 9", "one warning", "... and 2 more such lines."]);
  });

  it("is ten failures, with their own lines indented, and what was not begun", () => {
    const failures = Array.from({ length: 12 }, (_, index) => `Could not create ${index}:\nno`);
    const text = String(failureText({ failures, remaining: 1 }));
    assert.match(text, /^\n {2}- Could not create 0:\n {4}no\n/);
    assert.match(text, /\n {2}- Could not create 9:\n {4}no\n {2}- and 2 more\n {2}1 group was not begun\.$/);
    assert.match(String(failureText({ failures: [], remaining: 2 })), /^\n {2}2 groups were not begun\.$/);
    assert.equal(failureText({ failures: [], remaining: 0 }), undefined);
  });
});
