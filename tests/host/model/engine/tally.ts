import type { Outcome } from "./deployment";

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

/** What every run of the engine can come to. */
type RunSituation =
  | `a run is killed ${"before" | "after"} a step`
  | `an up ${"is done" | "fails"}`
  | `a ${"destroy" | "refresh"}`
  | "protect stops a delete";

/** @param how it was to be killed, if it was */
export function countRun(
  tally: Pick<Tally<RunSituation>, "add">,
  mode: "up" | "destroy" | "refresh",
  { status, messages }: Outcome,
  how: "before" | "unsaved" | undefined,
): void {
  tally.add(`a run is killed ${how === "before" ? "before" : "after"} a step`, status === "killed");
  tally.add(`an up ${status === "done" ? "is done" : "fails"}`, mode === "up" && status !== "killed");
  if (mode !== "up") tally.add(`a ${mode}`);
  tally.add(
    "protect stops a delete",
    messages.some((message) => /protect/.test(message)),
  );
}
