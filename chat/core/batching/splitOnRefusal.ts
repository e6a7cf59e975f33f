import type { ErrorClass } from "../../codes/row";
import { ApiError } from "../../errors";
import type { Outcome } from "./batcher";

/** What the service says of a whole call while a single item can be the reason: a user who is not imported (10019), or who filled the group (10014). */
const PERHAPS_ONE_ITEM: ReadonlySet<ErrorClass> = new Set<ErrorClass>(["invalid", "permission", "plan"]);

/**
 * Sends all items in one call. Where that is refused as a whole, each is sent by itself, so that one item with trouble is
 * nobody else's. What a repeat would not change for anyone, such as a group that is gone, is everybody's.
 *
 * @param send must be safe to repeat for items that had their effect already
 */
export async function splitOnRefusal<I, O>(
  items: readonly I[],
  send: (items: readonly I[]) => Promise<(item: I) => O>,
): Promise<readonly Outcome<O>[]> {
  try {
    const answerFor = await send(items);
    return items.map((item) => ({ ok: true, value: answerFor(item) }));
  } catch (error) {
    if (items.length === 1 || !(error instanceof ApiError) || !PERHAPS_ONE_ITEM.has(error.errorClass)) throw error;
    return Promise.all(items.map((item) => alone(item, send)));
  }
}

async function alone<I, O>(item: I, send: (items: readonly I[]) => Promise<(item: I) => O>): Promise<Outcome<O>> {
  try {
    return { ok: true, value: (await send([item]))(item) };
  } catch (error) {
    return { ok: false, error };
  }
}
