import { ChatError, type GroupType } from "../../chat";
import type { OperationContext } from "../handler";
import { withNewDeadline } from "../operationContext";
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
  // Each page has a deadline of its own: one call per second (doc 34960).
  for await (const groupIds of operation.client.groups.eachPage({ type }, () => withNewDeadline(operation).call)) {
    for await (const group of mapInOrder(groupIds, width, operation.startBy, read)) if (group) yield group;
    if (operation.startBy.aborted) return;
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
