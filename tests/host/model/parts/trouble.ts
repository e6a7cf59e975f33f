import assert from "node:assert/strict";
import { type KindName, kinds } from "./kinds";
import type { Places } from "./places";
import type { Held, Rules, Slots } from "./plan";
import { type PlaceName, type Slot, slots } from "./terms";

/** The fault of one step on a child resource, from the nth call of one of the kind's APIs on. */
export interface TroubleChoice {
  readonly at: number;
  readonly api: number;
  readonly skip: number;
  /** The call takes effect without an answer; or every call is refused; or first the one, then the other. */
  readonly how: "lost" | "refused" | "lostThenRefused";
  /** The reason of a refusal: the caller, or the object of the call. */
  readonly code: 70020 | 10004;
}

type Rule = ReturnType<Places["world"]["emulator"]["faults"]["add"]>;

/** A fault while it is active. */
export class Trouble {
  static begin(
    choice: TroubleChoice | undefined,
    at: number,
    kind: KindName,
    places: Places,
    place: PlaceName,
    [slot]: readonly Slot[],
  ): Trouble | undefined {
    return choice?.at === at ? new Trouble(choice, kind, places, places.idOf(place), slot) : undefined;
  }

  readonly #lost: Rule[] = [];
  readonly #refused: Rule[] = [];

  private constructor(
    private readonly choice: TroubleChoice,
    kind: KindName,
    places: Places,
    groupId: string,
    slot: Slot | undefined,
  ) {
    const { api, skip, how, code } = choice;
    const { faults } = places.world.emulator;
    const at = places.standsAlone ? { account: `${groupId}-${slot}` } : { groupId };
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
export function whatItStoppedAt(before: Slots, planned: Slots, actual: Slots, { comesAs }: Rules): Slots {
  return new Map(
    slots.flatMap((slot) => {
      const [was, is] = [before.get(slot), planned.get(slot)];
      const possible: (Held | undefined)[] = [was, is];
      if (comesAs !== undefined && is !== undefined && was === undefined) possible.push({ ...is, value: comesAs });
      const isPossible = possible.some((held) => held?.value === actual.get(slot)?.value);
      assert.ok(isPossible, `${slot} is ${actual.get(slot)?.value}, neither unchanged nor as declared`);
      const held = actual.get(slot);
      return held === undefined ? [] : [[slot, held] as const];
    }),
  );
}
