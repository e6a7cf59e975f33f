import { isDeepStrictEqual } from "node:util";
import type { ChatError } from "../../chat";
import type { OperationContext } from "../handler";
import { backOff, maxRounds } from "./backOff";
import { chatErrorOf, readBack, reserveReadBack } from "./indeterminate";

/** How one remote object is reconciled with the declared state. */
export interface ReconcileSteps<D> {
  /** Reads the actual state and returns what differs from the declared one; undefined if nothing does. */
  diff(): Promise<D | undefined>;
  /** Must be safe to repeat after the next read. */
  apply(difference: D, call: OperationContext["call"]): Promise<void>;
  /** Returns the error for a service that answers success but keeps its own value. */
  notApplied(difference: D): Error;
}

/**
 * Writes what differs and reads it back, until nothing differs. A success answer alone is not trusted, and an
 * indeterminate one needs no decision.
 *
 * @param found what differs, as read just before
 */
export async function reconcile<D>(
  found: D | undefined,
  steps: ReconcileSteps<D>,
  operation: OperationContext,
): Promise<void> {
  let difference = found;
  let indeterminate: ChatError | undefined;
  let last: D | undefined;
  for (let round = 0; difference !== undefined; round++) {
    // A difference that has changed since the last round is the next step, which need not wait.
    const isNext = !isDeepStrictEqual(difference, last);
    if (round >= maxRounds || !(isNext || (await backOff(round, operation))))
      throw indeterminate ?? steps.notApplied(difference);
    last = difference;
    const error = await chatErrorOf(steps.apply(difference, reserveReadBack(operation)));
    // The last of several writes may have no time for its first call: the service's earlier answer says more.
    indeterminate = error && indeterminate?.code !== undefined && error.code === undefined ? indeterminate : error;
    if (error && !error.isIndeterminate) throw indeterminate;
    difference = await readBack(indeterminate, steps.diff());
  }
}
