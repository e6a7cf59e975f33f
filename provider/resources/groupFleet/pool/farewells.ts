import type { GroupState } from "../../group/schema/types";

/** Whether a disband of some of the groups waits after their farewell. */
export function hasWaits(states: readonly GroupState[]): boolean {
  return states.some(({ farewell }) => farewell?.wait !== undefined);
}
