import type { Emulator } from "../../../../emulator";
import type { Step } from "../engine/deployment";
import { mallory, type Type } from "./constants";
import type { Environment } from "./environment";
import type { ExpectedResult } from "./expectations";
import type { GroupHistory } from "./history";

/** The fault of one step. */
export interface FaultChoice {
  readonly at: number;
  /**
   * The mark cannot be written. Or the group is created or disbanded, without an answer. Or the create has no effect and no
   * answer, and another client creates a group under the id at that moment.
   */
  readonly kind: "unmarked" | "createLost" | "destroyLost" | "squatted";
}

type Rule = ReturnType<Emulator["faults"]["add"]>;

/** A fault while it is active. */
export class StepFault {
  static begin(
    choice: FaultChoice | undefined,
    step: Step,
    expected: ExpectedResult,
    environment: Environment,
    history: GroupHistory,
  ): StepFault | undefined {
    if (choice?.at !== step.at || step.kind !== "Group") return undefined;
    const fault = new StepFault(choice, step, environment, history);
    return fault.#begin(expected) ? fault : undefined;
  }

  readonly #rules: Rule[] = [];

  private constructor(
    private readonly choice: FaultChoice,
    private readonly step: Step,
    private readonly environment: Environment,
    private readonly history: GroupHistory,
  ) {}

  /** The expected result of the step, after it is known whether a call hit the fault. */
  end(expected: ExpectedResult): ExpectedResult {
    const hits = this.#rules.reduce((sum, { hits }) => sum + hits, 0);
    for (const rule of this.#rules) rule.remove();
    if (hits === 0) return expected;
    if (this.choice.kind === "unmarked") return { ...expected, outcome: "half" };
    if (this.choice.kind !== "squatted") return expected;
    const { adopt, groupId } = this.step.inputs as { adopt: string; groupId: string };
    const isTaken = adopt === "always";
    return { outcome: isTaken ? "done" : "refused", disbands: [], touches: isTaken ? [groupId] : [] };
  }

  #begin({ creates, disbands }: ExpectedResult): boolean {
    const { faults, journal } = this.environment.emulator;
    const { op } = this.step;
    // Refused with a code that is not retried.
    const refusal = { times: Number.POSITIVE_INFINITY, fault: { kind: "errorCode", code: 70020 } } as const;
    const reset = (when: "before" | "after") => ({ kind: "reset", when }) as const;
    switch (this.choice.kind) {
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
    this.environment.app.create({ groupId, type, name: "theirs", ownerAccount: mallory });
    const group = this.environment.group(groupId);
    if (group !== undefined) this.history.recordCreate(group, undefined);
  }
}
