/** What is measured, as it is in bench/results.json. */

/** The steps of a measurement, in their order. `change` is an `up` that renames one group. */
export const steps = ["preview", "up", "change", "refresh", "destroy"] as const;
export type Step = (typeof steps)[number];

/** How the commands run. */
export interface Setting {
  readonly groups: number;
  readonly parallel: number;
  /** False: with PULUMI_SKIP_CHECKPOINTS=true. */
  readonly checkpoints: boolean;
}

/** What one process of a program needed, as it measures itself at its exit. */
export interface ProgramCost {
  readonly seconds: number;
  readonly processorSeconds: number;
  /** Peak resident memory. */
  readonly bytes: number;
}

/** The peak resident memory of the other processes. Undefined: there was no such process. */
export interface PeakMemory {
  readonly cli?: number | undefined;
  readonly provider?: number | undefined;
}

/** The cost of one step, over all its runs. */
export interface StepCost {
  readonly seconds: number;
  /** More than 1 if the service refused calls for their rate, and the command was run again. */
  readonly runs: number;
  readonly succeeded: boolean;
  /** Calls that reached the service, and how many of them it refused for their rate. */
  readonly calls: number;
  readonly refused: number;
  /** Undefined for steps without a program. */
  readonly program?: ProgramCost | undefined;
  readonly memory: PeakMemory;
}

/** One contender, once, at one setting. */
export interface Measurement extends Setting {
  /** The key of the contender. */
  readonly contender: string;
  /** From 1. */
  readonly round: number;
  readonly steps: Readonly<Partial<Record<Step, StepCost>>>;
  /** The size of the state after `up`, as JSON without indentation. Undefined for a contender without a state. */
  readonly stateBytes?: number | undefined;
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly platform: string;
  readonly node: string;
  readonly pulumi: string;
}

/** The whole record. */
export interface BenchRecord {
  /** The day of the first measurement, as 2026-11-29. */
  readonly date: string;
  readonly machine: Machine;
  readonly measurements: readonly Measurement[];
  /** Processor seconds of a function that fails, and of a program that only fails. */
  readonly failure?: { readonly bare: number; readonly ours: number } | undefined;
}
