import { isDeepStrictEqual } from "node:util";
import type { ChatError } from "../chat";
import { failureOf, leavingTimeToLook, lookAfter, pause } from "./attempts";
import type { OperationContext } from "./handler";

/** How often something is looked for or corrected before we say that the service does not follow. */
export const mostRounds = 5;

/** Something that is to become what the program says. */
export interface Goal<D> {
  /** Looks for what is not yet as declared; undefined: nothing. */
  difference(): Promise<D | undefined>;
  /** Must be safe to repeat after the next look. */
  write(difference: D, call: OperationContext["call"]): Promise<void>;
  /** The service answers success and keeps what it has. */
  notTaken(difference: D): Error;
}

/**
 * Writes what differs and looks again, until nothing differs: an answer of success alone is not believed, and one that
 * does not tell needs no decision.
 *
 * @param found what differs by a look just before
 */
export async function converge<D>(found: D | undefined, goal: Goal<D>, operation: OperationContext): Promise<void> {
  let difference = found;
  let unclear: ChatError | undefined;
  let last: D | undefined;
  for (let round = 0; difference !== undefined; round++) {
    // What differs in another way than before is the next step, which need not wait.
    const isNext = !isDeepStrictEqual(difference, last);
    if (round >= mostRounds || !(isNext || (await pause(round, operation)))) throw unclear ?? goal.notTaken(difference);
    last = difference;
    const failure = await failureOf(goal.write(difference, leavingTimeToLook(operation)));
    // The last write of many may find no time for its first call: what the service answered before says more.
    unclear = failure && unclear?.code !== undefined && failure.code === undefined ? unclear : failure;
    if (failure && !failure.mayHaveHappened) throw unclear;
    difference = await lookAfter(unclear, goal.difference());
  }
}
