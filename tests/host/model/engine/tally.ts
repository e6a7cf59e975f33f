import type { Outcome } from "./deployment";

/** Counts each situation. A model proves nothing about a situation that never occurs. */
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

/** The situations that every model can reach. */
type RunSituation =
  | `a run is killed ${"before" | "after"} a step`
  | `an up ${"succeeds" | "fails"}`
  | `a ${"destroy" | "refresh"}`
  | "protect stops a delete";

/** @param how when the run was meant to be killed; undefined: not at all */
export function countRun(
  tally: Pick<Tally<RunSituation>, "add">,
  mode: "up" | "destroy" | "refresh",
  { status, messages }: Outcome,
  how: "before" | "unsaved" | undefined,
): void {
  tally.add(`a run is killed ${how === "before" ? "before" : "after"} a step`, status === "killed");
  tally.add(`an up ${status === "done" ? "succeeds" : "fails"}`, mode === "up" && status !== "killed");
  if (mode !== "up") tally.add(`a ${mode}`);
  tally.add(
    "protect stops a delete",
    messages.some((message) => /protect/.test(message)),
  );
}
