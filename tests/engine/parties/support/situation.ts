/** A dozen commands of the CLI on a machine that is busy with something else. */
const timeoutMs = 240_000;

/** A row of the table in docs/ownership.md: what happens, and in its tests, what comes of it. */
export function situation(what: string, outcomes: () => void): void {
  describe(what, function () {
    this.timeout(timeoutMs);
    outcomes();
  });
}
