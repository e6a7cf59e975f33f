import assert from "node:assert/strict";
import { type ParentName, type Slot, slots } from "./constants";
import { type KindName, kinds } from "./kinds";
import type { ParentGroups } from "./parentGroups";
import type { KindTraits, SlotContent, Slots } from "./plan";

/** The fault of one step on a child resource, from the nth call of one of the kind's APIs on. */
export interface FaultChoice {
  readonly at: number;
  readonly api: number;
  readonly skip: number;
  /** The call takes effect without an answer; or every call is refused; or first the one, then the other. */
  readonly how: "lost" | "refused" | "lostThenRefused";
  /** The reason of a refusal: the caller, or the object of the call. */
  readonly code: 70020 | 10004;
}

type Rule = ReturnType<ParentGroups["environment"]["emulator"]["faults"]["add"]>;

/** A fault while it is active. */
export class StepFault {
  static begin(
    choice: FaultChoice | undefined,
    at: number,
    kind: KindName,
    parentGroups: ParentGroups,
    parentGroup: ParentName,
    [slot]: readonly Slot[],
  ): StepFault | undefined {
    return choice?.at === at
      ? new StepFault(choice, kind, parentGroups, parentGroups.idOf(parentGroup), slot)
      : undefined;
  }

  readonly #lost: Rule[] = [];
  readonly #refused: Rule[] = [];

  private constructor(
    private readonly choice: FaultChoice,
    kind: KindName,
    parentGroups: ParentGroups,
    groupId: string,
    slot: Slot | undefined,
  ) {
    const { api, skip, how, code } = choice;
    const { faults } = parentGroups.environment.emulator;
    const at = parentGroups.isOutsideGroups ? { account: `${groupId}-${slot}` } : { groupId };
    const apis = kinds[kind].apis;
    const aim = { ...at, api: apis[api % apis.length] ?? "", skip };
    if (how !== "refused") this.#lost.push(faults.add({ ...aim, fault: { kind: "reset", when: "after" } }));
    // Neither code is retried.
    const refusal = { times: Number.POSITIVE_INFINITY, fault: { kind: "errorCode", code } } as const;
    if (how !== "lost") this.#refused.push(faults.add({ ...aim, ...refusal }));
  }

  /** A call that is retried and then refused may have taken effect at first: a read shows it. */
  get isMaybe(): boolean {
    return this.choice.how === "lostThenRefused";
  }

  get isLost(): boolean {
    return this.#lost.some(({ hits }) => hits > 0);
  }

  /** @returns whether calls were refused */
  end(): boolean {
    for (const rule of [...this.#lost, ...this.#refused]) rule.remove();
    return this.#refused.some(({ hits }) => hits > 0);
  }
}

/** If calls were refused, each slot is unchanged or as declared. */
export function partialResult(before: Slots, planned: Slots, actual: Slots, { initialValue }: KindTraits): Slots {
  return new Map(
    slots.flatMap((slot) => {
      const [was, is] = [before.get(slot), planned.get(slot)];
      const possible: (SlotContent | undefined)[] = [was, is];
      if (initialValue !== undefined && is !== undefined && was === undefined)
        possible.push({ ...is, value: initialValue });
      const isPossible = possible.some((held) => held?.value === actual.get(slot)?.value);
      assert.ok(isPossible, `${slot} is ${actual.get(slot)?.value}, neither unchanged nor as declared`);
      const held = actual.get(slot);
      return held === undefined ? [] : [[slot, held] as const];
    }),
  );
}
