import type { ErrorClass } from "../../codes/row";
import { ApiError } from "../../errors";
import type { Outcome } from "./batcher";

/** Error classes that a single item can cause for the whole call: a user who is not imported (10019) or who fills the group (10014). */
const SPLITTABLE_CLASSES: ReadonlySet<ErrorClass> = new Set<ErrorClass>(["invalid", "permission", "plan"]);

/**
 * Sends all items in one call. If the service refuses the whole call, sends each item alone, so that one bad item does
 * not fail the others. An error that splitting can't change, such as a deleted group, fails all items.
 *
 * @param send must be safe to repeat for items that have taken effect already
 */
export async function splitOnRefusal<I, O>(
  items: readonly I[],
  send: (items: readonly I[]) => Promise<(item: I) => O>,
): Promise<readonly Outcome<O>[]> {
  try {
    const answerFor = await send(items);
    return items.map((item) => ({ ok: true, value: answerFor(item) }));
  } catch (error) {
    if (items.length === 1 || !(error instanceof ApiError) || !SPLITTABLE_CLASSES.has(error.errorClass)) throw error;
    return Promise.all(items.map((item) => sendSingle(item, send)));
  }
}

async function sendSingle<I, O>(item: I, send: (items: readonly I[]) => Promise<(item: I) => O>): Promise<Outcome<O>> {
  try {
    return { ok: true, value: (await send([item]))(item) };
  } catch (error) {
    return { ok: false, error };
  }
}
