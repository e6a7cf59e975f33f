import { OperationError } from "../errors";
import type { OperationContext } from "../handler";
import { readMarks, rewriteMark } from "../ownership/markStore";
import { type GroupRecord, recordOf } from "./groupRecord";

/**
 * Writes into the owner mark of a group whether sweeps leave it alone, and leaves everything else of the mark as it is.
 *
 * @returns the group as read afterwards
 * @throws OperationError if the group does not exist, or has no valid mark: an unmarked group is never swept, unless its id is named
 */
export async function setPersist(groupId: string, persist: boolean, operation: OperationContext): Promise<GroupRecord> {
  const found = await readMarks(groupId, [], operation);
  if (found === undefined) throw new OperationError(`There is no group ${groupId}.`);
  if (recordOf(found).ownerStatus !== "marked")
    throw new OperationError(`The group ${groupId} has no valid owner mark, so that nothing was written.`);
  await rewriteMark(found, { persist }, operation);
  const written = await readMarks(groupId, [], operation);
  const record = written && recordOf(written);
  if (record?.ownerStatus !== "marked" || record.persist !== persist)
    throw new OperationError(
      `The owner mark of the group ${groupId} was written, but does not read back. Run it again.`,
    );
  return record;
}
