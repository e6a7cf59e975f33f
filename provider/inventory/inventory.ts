import { ChatError, type GroupType } from "../../chat";
import type { OperationContext } from "../handler";
import { mapInOrder } from "../reconcile/concurrency";
import { type GroupRecord, readGroupRecord } from "./groupRecord";

/** How many groups are read at a time; the client's limiter sets the pace. */
const width = 200;

/** A group that could not be read, so that its owner is unknown. */
export interface UnreadableGroup {
  readonly groupId: string;
  readonly why: string;
}

/**
 * Reads all groups of the app with their marks, in the order of the service's list, page by page: the memory that it needs does
 * not grow with the number of groups. A group that cannot be read is returned as such.
 *
 * @throws ChatError if the list of groups cannot be read
 */
export async function* readInventory(
  operation: OperationContext,
  { type, searches = false }: { readonly type?: GroupType | undefined; readonly searches?: boolean } = {},
): AsyncGenerator<GroupRecord | UnreadableGroup> {
  const read = (groupId: string) => readGroup(groupId, operation, searches);
  for await (const groupIds of pages(operation, type)) {
    for await (const group of mapInOrder(groupIds, width, operation.startBy, read)) if (group) yield group;
  }
}

/** The ids of all groups, page by page: 10,000 per call, one call per second (doc 34960). Each call has a deadline of its own. */
async function* pages(operation: OperationContext, type: GroupType | undefined): AsyncGenerator<string[]> {
  let next: string | undefined;
  const seen = new Set<string>();
  while (!operation.startBy.aborted) {
    const page = await operation.client.groups.list({ type, next }, withNewDeadline(operation).call);
    // A list may change while it is read: an id that moved to a later page is not returned twice.
    yield page.groupIds.filter((groupId) => !seen.has(groupId));
    for (const groupId of page.groupIds) seen.add(groupId);
    if (page.next === undefined || page.next === next) return;
    next = page.next;
  }
}

async function readGroup(
  groupId: string,
  operation: OperationContext,
  searches: boolean,
): Promise<GroupRecord | UnreadableGroup | undefined> {
  try {
    return await readGroupRecord(groupId, withNewDeadline(operation), { searches });
  } catch (error) {
    if (error instanceof ChatError) return { groupId, why: error.message };
    throw error;
  }
}

/** Reading all groups may take long: each step gets the full time of an operation on one group. */
export function withNewDeadline(operation: OperationContext): OperationContext {
  return { ...operation, call: { ...operation.call, deadline: operation.clock.now() + operation.settings.deadlineMs } };
}
