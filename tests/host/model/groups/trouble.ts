import type { Emulator } from "../../../../emulator";
import type { Step } from "../engine/deployment";
import type { Ledger } from "./ledger";
import type { Expected } from "./oracle";
import { mallory, type Type } from "./terms";
import type { World } from "./world";

/** The fault of one step. */
export interface TroubleChoice {
  readonly at: number;
  /**
   * The mark cannot be written. Or the group is created or disbanded, without an answer. Or the create has no effect and no
   * answer, and another client creates a group under the id at that moment.
   */
  readonly what: "unmarked" | "createLost" | "destroyLost" | "squatted";
}

type Rule = ReturnType<Emulator["faults"]["add"]>;

/** A fault while it is active. */
export class Trouble {
  static begin(
    choice: TroubleChoice | undefined,
    step: Step,
    expected: Expected,
    world: World,
    ledger: Ledger,
  ): Trouble | undefined {
    if (choice?.at !== step.at || step.kind !== "Group") return undefined;
    const trouble = new Trouble(choice, step, world, ledger);
    return trouble.#begin(expected) ? trouble : undefined;
  }

  readonly #rules: Rule[] = [];

  private constructor(
    private readonly choice: TroubleChoice,
    private readonly step: Step,
    private readonly world: World,
    private readonly ledger: Ledger,
  ) {}

  /** The expected result of the step, after it is known whether a call hit the fault. */
  end(expected: Expected): Expected {
    const hits = this.#rules.reduce((sum, { hits }) => sum + hits, 0);
    for (const rule of this.#rules) rule.remove();
    if (hits === 0) return expected;
    if (this.choice.what === "unmarked") return { ...expected, outcome: "half" };
    if (this.choice.what !== "squatted") return expected;
    const { adopt, groupId } = this.step.inputs as { adopt: string; groupId: string };
    const isTaken = adopt === "always";
    return { outcome: isTaken ? "done" : "refused", disbands: [], touches: isTaken ? [groupId] : [] };
  }

  #begin({ creates, disbands }: Expected): boolean {
    const { faults, journal } = this.world.emulator;
    const { op } = this.step;
    // Refused with a code that is not retried.
    const refusal = { times: Number.POSITIVE_INFINITY, fault: { kind: "errorCode", code: 70020 } } as const;
    const reset = (when: "before" | "after") => ({ kind: "reset", when }) as const;
    switch (this.choice.what) {
      case "unmarked":
        if (op !== "create" && op !== "update") return false;
        for (const api of ["modify_group_attr", "modify_group_base_info"])
          this.#rules.push(faults.add({ api, ...refusal }));
        return true;
      case "createLost":
        if (creates === undefined) return false;
        this.#rules.push(faults.add({ api: "create_group", fault: reset("after") }));
        return true;
      case "destroyLost":
        if (disbands.length === 0) return false;
        this.#rules.push(faults.add({ api: "destroy_group", fault: reset("after") }));
        return true;
      case "squatted":
        if (creates === undefined) return false;
        this.#rules.push(faults.add({ api: "create_group", fault: reset("before") }));
        void journal.next({ api: "create_group" }).then(() => this.#squat(creates));
        return true;
    }
  }

  #squat(groupId: string): void {
    const { type } = this.step.inputs as { type: Type };
    this.world.app.create({ groupId, type, name: "theirs", ownerAccount: mallory });
    const group = this.world.group(groupId);
    if (group !== undefined) this.ledger.born(group, undefined);
  }
}
