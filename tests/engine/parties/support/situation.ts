/** A row of the table in docs/ownership.md: a situation, with its outcomes as tests. */
export function situation(title: string, outcomes: () => void): void {
  describe(title, outcomes);
}
