import { OperationError } from "../errors";
import type { OperationContext } from "../handler";
import { readMarks, writeOwnerMark } from "../ownership/markStore";
import type { Owner } from "../ownership/owner";
import { recordOf } from "./groupRecord";

/**
 * Writes an owner mark into a group that has none, and reads it back.
 *
 * @throws OperationError if the group has a mark, or the service keeps none for it
 */
export async function markUnowned(groupId: string, owner: Owner, operation: OperationContext): Promise<void> {
  const found = await readMarks(groupId, [], operation);
  if (found === undefined) throw new OperationError(`There is no group ${groupId}.`);
  if (recordOf(found).ownerStatus !== "unmarked")
    throw new OperationError(`The group ${groupId} has an owner mark, so that nothing was written.`);
  await writeOwnerMark(groupId, { owner, expires: undefined }, found.info.createTime, found.marks, operation);
  const written = await readMarks(groupId, [], operation);
  if (written === undefined || recordOf(written).owner?.identity !== owner.identity)
    throw new OperationError(`The owner mark of the group ${groupId} does not read back. Run the command again.`);
}
