const { writeFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

/** The variable with the file that the outcome is written to. */
const OUTCOME_FILE = "TEST_OUTCOME_FILE";

/** Mocha's spec reporter, which also writes the number of passed tests and the failed ones to a file. A failed hook counts as failed. */
module.exports = class Reporter extends reporters.Spec {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    let passed = 0;
    /** @type {string[]} */
    const failures = [];
    runner.on(Runner.constants.EVENT_TEST_PASS, () => passed++);
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) =>
      failures.push(`${test.fullTitle()}: ${String(error?.message).split("\n").slice(0, 3).join(" ")}`),
    );
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const file = process.env[OUTCOME_FILE];
      if (file) writeFileSync(file, JSON.stringify({ passed, failures }));
    });
  }
};
