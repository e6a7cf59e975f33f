import type { GroupInfo } from "../../../chat";
import { OperationError, PartialFailure, withContext } from "../../errors";
import type { OperationContext } from "../../handler";
import { locationOf } from "../../ownership/appLocation";
import { expiryOf, groupDisplayName, persistOf } from "../../ownership/groupVerdict";
import { isMarked, type Marks, writeOwnerMark } from "../../ownership/markStore";
import { ownerOf } from "../../ownership/owner";
import { reconcile } from "../../reconcile/reconcile";
import { retryingNotFound } from "../../reconcile/replicationLag";
import { diffFields, diffText, type GroupDiff, isUpToDate, removedFields } from "./drift";
import { withMissingOwner } from "./missingOwner";
import type { GroupFields, GroupInputs, GroupState } from "./schema/types";
import { storedValueLines } from "./storedValues";
import { waitUntilVisible } from "./waitUntilVisible";

/** What is known of a group: its properties and marks if they were read; neither for one that was just created. */
export interface KnownGroup {
  readonly info?: GroupInfo | undefined;
  readonly marks?: Marks | undefined;
}

/**
 * Brings our group to the declared state. Writes the mark first (it needs the create time), so that a half-created
 * group can be recognised. From here on, a failure keeps the group in the state, with what is known of it.
 *
 * @param before the group in the state; empty if the group was just created or adopted
 * @param found the group as read just before
 */
export async function reconcileGroup(
  inputs: GroupInputs,
  before: Partial<GroupState>,
  found: KnownGroup,
  operation: OperationContext,
): Promise<GroupState> {
  const expires = expiryOf(inputs, before, operation.clock.now());
  const mark = { owner: ownerOf(inputs), expires, persist: persistOf(inputs, before) };
  const state = (info: GroupInfo | undefined) =>
    stateOf(inputs, { ...(info && { createTime: info.createTime }), expires }, operation);
  // The state must not name an owner that the mark does not name: the next run would consider the group foreign.
  let owner = { identity: before.__identity ?? inputs.__identity, managedBy: before.__managedBy ?? inputs.__managedBy };
  let { info } = found;
  try {
    info ??= await waitUntilVisible(inputs, before, operation);
    const retrying = retryingNotFound(info.createTime, operation);
    if (!(found.marks && isMarked(found.marks, mark, operation))) {
      await writeOwnerMark(inputs.groupId, mark, info.createTime, found.marks, retrying);
    }
    owner = { identity: inputs.__identity, managedBy: inputs.__managedBy };
    await reconcileFields(inputs, before, info, retrying);
    return state(info);
  } catch (error) {
    const context = `The ${groupDisplayName(inputs)} exists but does not yet match its declaration`;
    const text = `${withContext(context, error)}\nIt stays in the state: the next \`pulumi up\` finishes it, and \`pulumi destroy\` disbands it.`;
    info ??= await readOnce(inputs, operation);
    throw new PartialFailure(text, inputs.groupId, {
      ...state(info),
      ...keepUnclearedFields(inputs, before),
      ...owner,
    });
  }
}

/** Keeps fields that are no longer declared but may still be set: without them in the state, they would never be cleared. */
function keepUnclearedFields(inputs: GroupInputs, before: Partial<GroupState>): Partial<GroupFields> {
  const customFields = { ...before.customFields, ...inputs.customFields };
  return { ...removedFields(inputs, before), ...(Object.keys(customFields).length > 0 && { customFields }) };
}

/** Reads the group once and ignores failures. Its create time distinguishes it from a group that gets the same id later. */
async function readOnce({ groupId }: GroupInputs, operation: OperationContext): Promise<GroupInfo | undefined> {
  try {
    return await operation.client.groups.getInfo(groupId, {}, operation.call);
  } catch {
    return undefined;
  }
}

/** Returns the state of a group: its inputs and what else the provider stores. */
export function stateOf(
  inputs: GroupInputs,
  {
    expires,
    ...known
  }: Pick<GroupState, "createTime" | "attempt" | "foreignOwner"> & { readonly expires: number | undefined },
  operation: OperationContext,
): GroupState {
  return {
    ...inputs,
    ...locationOf(operation.settings),
    ...known,
    ...(expires !== undefined && { expires }),
    markKeyId: operation.keyId,
  };
}

/** A success answer alone is not trusted: doc 34962 does not say which values a type ignores. */
function reconcileFields(
  inputs: GroupInputs,
  before: Partial<GroupFields>,
  found: GroupInfo,
  operation: OperationContext,
): Promise<void> {
  let latest = found;
  const difference = (info: GroupInfo) => {
    latest = info;
    const groupDiff = diffFields(inputs, before, info);
    return isUpToDate(groupDiff) ? undefined : groupDiff;
  };
  return reconcile(
    difference(found),
    {
      diff: async () => difference(await waitUntilVisible(inputs, before, operation)),
      apply: (groupDiff, call) => applyDiff(inputs, groupDiff, { ...operation, call }),
      notApplied: (groupDiff) => notApplied(inputs, groupDiff, latest),
    },
    operation,
  );
}

async function applyDiff(
  inputs: GroupInputs,
  { changes, owner }: GroupDiff,
  operation: OperationContext,
): Promise<void> {
  const { client, call } = operation;
  if (Object.keys(changes).length > 0) await client.groups.modify(inputs.groupId, changes, call);
  if (owner !== undefined) await changeOwner(inputs, owner, operation);
}

/** Only a member can become the owner (doc 34966), so the account joins first. Joining again is harmless (doc 34921). */
async function changeOwner(inputs: GroupInputs, owner: string, { client, call }: OperationContext): Promise<void> {
  // Live rooms store no members, and the service refuses the transfer itself (10007).
  const mustJoin = inputs.type !== "AVChatRoom";
  const explained = (error: unknown) => {
    throw withMissingOwner("change the owner of", inputs, error);
  };
  const results = mustJoin
    ? await client.members.add(inputs.groupId, [owner], { silent: true }, call).catch(explained)
    : [];
  const refused = results.find(({ result }) => result !== "added" && result !== "alreadyMember");
  if (refused) {
    throw new OperationError(
      `The account ${owner} could not join the ${groupDisplayName(inputs)} to become its owner (add_group_member answered ${refused.result}). ` +
        "Import the account first, and check whether it is in too many groups or must accept the invitation.",
    );
  }
  await client.groups.changeOwner(inputs.groupId, owner, call).catch(explained);
}

function notApplied(inputs: GroupInputs, groupDiff: GroupDiff, info: GroupInfo): OperationError {
  return new OperationError(
    `The ${groupDisplayName(inputs)} did not accept ${diffText(groupDiff)}: the service answered success but kept its own value.` +
      storedValueLines(groupDiff, info),
  );
}
