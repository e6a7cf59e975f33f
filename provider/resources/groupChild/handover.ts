import type { OperationContext } from "../../handler";
import { waitingText } from "./messages";
import type { ChildInputs } from "./parentGroup";
import type { GroupChild } from "./types";

/** What an update starts from. */
export interface Handover<I> {
  /** The previous inputs, without what other resources declare; undefined for a create. */
  readonly before?: I;
  /** What must stay in its state as well. */
  readonly retained?: I;
}

/**
 * Hands over what this resource no longer declares and another one may declare, which may be updated later in the run.
 * Until the other resource has it, it stays in this state as well; otherwise an interrupted run would leak it.
 */
export async function handOver<I extends ChildInputs>(
  child: GroupChild<I>,
  displayName: string,
  olds: I,
  news: I,
  { program, log }: OperationContext,
): Promise<Handover<I>> {
  const declared = new Set(child.remoteObjects(news).map(({ key }) => key));
  const removed = child.remoteObjects(olds).flatMap(({ key }) => (declared.has(key) ? [] : [key]));
  if (removed.length === 0) return { before: olds };
  await program.waitForChecks(removed);
  const otherDeclarer = (key: string) => program.declarerOf(key) ?? program.expectedDeclarer(key);
  const isElsewhere = (key: string) => otherDeclarer(key) !== undefined;
  const waiting = new Map<string, string>();
  for (const key of removed) {
    const text = otherDeclarer(key)?.text;
    if (text !== undefined && !program.isManaged(key)) waiting.set(key, text);
  }
  if (waiting.size > 0) log.info(waitingText(displayName, [...new Set(waiting.values())]));
  const retained = waiting.size === 0 ? {} : { retained: child.withoutObjects(olds, (key) => !waiting.has(key)) };
  return { before: child.withoutObjects(olds, isElsewhere), ...retained };
}
