import type { OperationContext } from "../../handler";
import { waitingText } from "./messages";
import type { ChildInputs } from "./parentGroup";
import type { GroupChild } from "./types";

/** What an update starts from. */
export interface Handover<I> {
  /** The previous inputs, without what other resources declare; undefined for a create. */
  readonly before?: I;
  /** What must stay in its state as well. */
  readonly kept?: I;
}

/**
 * Hands over what this resource no longer declares and another one may declare, which may be updated later in the run.
 * Until the other resource has it, it stays in this state as well; otherwise an interrupted run would leak it.
 */
export async function handOver<I extends ChildInputs>(
  child: GroupChild<I>,
  what: string,
  olds: I,
  news: I,
  { program, log }: OperationContext,
): Promise<Handover<I>> {
  const declared = new Set(child.remoteObjects(news).map(({ key }) => key));
  const dropped = child.remoteObjects(olds).flatMap(({ key }) => (declared.has(key) ? [] : [key]));
  if (dropped.length === 0) return { before: olds };
  await program.waitForChecks(dropped);
  const other = (key: string) => program.declarerOf(key) ?? program.expectedDeclarer(key);
  const isOthers = (key: string) => other(key) !== undefined;
  const waiting = new Map<string, string>();
  for (const key of dropped) {
    const text = other(key)?.text;
    if (text !== undefined && !program.isManaged(key)) waiting.set(key, text);
  }
  if (waiting.size > 0) log.info(waitingText(what, [...new Set(waiting.values())]));
  const kept = waiting.size === 0 ? {} : { kept: child.withoutObjects(olds, (key) => !waiting.has(key)) };
  return { before: child.withoutObjects(olds, isOthers), ...kept };
}
