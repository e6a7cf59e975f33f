import { isDeepStrictEqual } from "node:util";
import type { ChatError } from "../../chat";
import type { OperationContext } from "../handler";
import { backOff, chatErrorOf, readBack, reserveReadBack } from "./indeterminate";

/** How often something is looked for or corrected before we say that the service does not follow. */
export const maxRounds = 5;

/** Something that is to become what the program says. */
export interface ReconcileSteps<D> {
  /** Looks for what is not yet as declared; undefined: nothing. */
  diff(): Promise<D | undefined>;
  /** Must be safe to repeat after the next look. */
  apply(difference: D, call: OperationContext["call"]): Promise<void>;
  /** The service answers success and keeps what it has. */
  notApplied(difference: D): Error;
}

/**
 * Writes what differs and looks again, until nothing differs: an answer of success alone is not believed, and one that
 * does not tell needs no decision.
 *
 * @param found what differs by a look just before
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
    // What differs in another way than before is the next step, which need not wait.
    const isNext = !isDeepStrictEqual(difference, last);
    if (round >= maxRounds || !(isNext || (await backOff(round, operation))))
      throw indeterminate ?? steps.notApplied(difference);
    last = difference;
    const failure = await chatErrorOf(steps.apply(difference, reserveReadBack(operation)));
    // The last write of many may find no time for its first call: what the service answered before says more.
    indeterminate =
      failure && indeterminate?.code !== undefined && failure.code === undefined ? indeterminate : failure;
    if (failure && !failure.isIndeterminate) throw indeterminate;
    difference = await readBack(indeterminate, steps.diff());
  }
}
