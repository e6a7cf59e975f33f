/** Enough for a dozen CLI commands on a busy machine. */
const timeoutMs = 240_000;

/** A row of the table in docs/ownership.md: a situation, with its outcomes as tests. */
export function situation(title: string, outcomes: () => void): void {
  describe(title, function () {
    this.timeout(timeoutMs);
    outcomes();
  });
}
