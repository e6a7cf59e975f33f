import type { RunningCommand } from "../../../tests/engine/support/command";
import type { ProgramCost, Step } from "../figures";

/** A contender that is ready to run at one setting. */
export interface Session {
  /** Starts a step. Undefined: this contender has no such step. */
  start(step: Step): RunningCommand | undefined;
  /** What the program of the last command needed. Undefined: there was none. */
  programCost(): Promise<ProgramCost | undefined>;
  /** The state, as JSON. Undefined: there is none. */
  state(): Promise<string | undefined>;
  dispose(): Promise<void>;
}
