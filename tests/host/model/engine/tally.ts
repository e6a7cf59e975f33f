/** How often each situation came about: of one that never does, a model says nothing. */
export class Tally<Situation extends string> {
  readonly #counts = new Map<Situation, number>();

  constructor(private readonly situations: readonly Situation[]) {}

  add(situation: Situation, isSo = true): void {
    if (isSo) this.#counts.set(situation, (this.#counts.get(situation) ?? 0) + 1);
  }

  get missing(): readonly Situation[] {
    return this.situations.filter((situation) => !this.#counts.has(situation));
  }

  toString(): string {
    return this.situations.map((situation) => `${situation}: ${this.#counts.get(situation) ?? 0}`).join("\n");
  }
}
