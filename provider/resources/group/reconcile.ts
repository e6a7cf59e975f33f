import type { GroupInfo } from "../../../chat";
import { OperationError, PartialFailure, withContext } from "../../errors";
import type { OperationContext } from "../../handler";
import { locationOf } from "../../ownership/appLocation";
import { expiryOf, groupDisplayName } from "../../ownership/groupVerdict";
import { isMarked, type Marks, writeOwnerMark } from "../../ownership/markStore";
import { ownerOf } from "../../ownership/owner";
import { backOff } from "../../reconcile/indeterminate";
import { maxRounds, reconcile } from "../../reconcile/reconcile";
import { retryingNotFound } from "../../reconcile/replicationLag";
import { type Correction, correctionOf, correctionText, isUpToDate, removedFields } from "./drift";
import type { GroupFields, GroupInputs, GroupState } from "./schema/types";
import { storedValueLines } from "./storedValues";

/** What is known of a group: nothing but that it was created just now, or what was read. */
export interface KnownGroup {
  readonly info?: GroupInfo | undefined;
  readonly marks?: Marks | undefined;
}

/**
 * Brings a group that is ours to what the program says: the mark first, so that a half-made group can be recognised; it
 * needs to know when the group was made. From
 * here on a failure keeps the group in the state, with what is known of it.
 *
 * @param before what the state says of the group; empty for one that was just made or taken over
 * @param found what is known of the group from a look just before
 */
export async function reconcileGroup(
  inputs: GroupInputs,
  before: Partial<GroupState>,
  found: KnownGroup,
  operation: OperationContext,
): Promise<GroupState> {
  const expires = expiryOf(inputs, before, operation.clock.now());
  const mark = { owner: ownerOf(inputs), expires };
  const state = (info: GroupInfo | undefined) =>
    stateOf(inputs, { ...(info && { createTime: info.createTime }), expires }, operation);
  // The state must not name an owner that the mark does not: the next run would take the group for somebody else's.
  let owner = { identity: before.__identity ?? inputs.__identity, managedBy: before.__managedBy ?? inputs.__managedBy };
  let { info } = found;
  try {
    info ??= await waitUntilVisible(inputs, before, operation);
    const lenient = retryingNotFound(info.createTime, operation);
    if (!(found.marks && isMarked(found.marks, mark, operation))) {
      await writeOwnerMark(inputs.groupId, mark, info.createTime, found.marks, lenient);
    }
    owner = { identity: inputs.__identity, managedBy: inputs.__managedBy };
    await applyCorrections(inputs, before, info, lenient);
    return state(info);
  } catch (error) {
    const doing = `The ${groupDisplayName(inputs)} exists but is not yet as declared`;
    const text = `${withContext(doing, error)}\nIt stays in the state: the next \`pulumi up\` finishes it, and \`pulumi destroy\` disbands it.`;
    info ??= await readOnce(inputs, operation);
    throw new PartialFailure(text, inputs.groupId, {
      ...state(info),
      ...keepUnclearedFields(inputs, before),
      ...owner,
    });
  }
}

/** What the program has dropped and the group may still have: forgotten, it would never be cleared. */
function keepUnclearedFields(inputs: GroupInputs, before: Partial<GroupState>): Partial<GroupFields> {
  const customFields = { ...before.customFields, ...inputs.customFields };
  return { ...removedFields(inputs, before), ...(Object.keys(customFields).length > 0 && { customFields }) };
}

/** When the group was made tells it from another that takes the id later: worth one look, and no further failure. */
async function readOnce({ groupId }: GroupInputs, operation: OperationContext): Promise<GroupInfo | undefined> {
  try {
    return await operation.client.groups.getInfo(groupId, {}, operation.call);
  } catch {
    return undefined;
  }
}

/** What the state keeps of a group beside its inputs. */
export function stateOf(
  inputs: GroupInputs,
  {
    expires,
    ...made
  }: Pick<GroupState, "createTime" | "attempt" | "foreignOwner"> & { readonly expires: number | undefined },
  operation: OperationContext,
): GroupState {
  return {
    ...inputs,
    ...locationOf(operation.settings),
    ...made,
    ...(expires !== undefined && { expires }),
    markKeyId: operation.keyId,
  };
}

/** An answer of success alone is not believed: doc 34962 does not say which values a type ignores. */
function applyCorrections(
  inputs: GroupInputs,
  before: Partial<GroupFields>,
  found: GroupInfo,
  operation: OperationContext,
): Promise<void> {
  let latest = found;
  const difference = (info: GroupInfo) => {
    latest = info;
    const correction = correctionOf(inputs, before, info);
    return isUpToDate(correction) ? undefined : correction;
  };
  return reconcile(
    difference(found),
    {
      diff: async () => difference(await waitUntilVisible(inputs, before, operation)),
      apply: (correction, call) => applyCorrection(inputs, correction, { ...operation, call }),
      notApplied: (correction) => notApplied(inputs, correction, latest),
    },
    operation,
  );
}

async function applyCorrection(
  inputs: GroupInputs,
  { changes, owner }: Correction,
  operation: OperationContext,
): Promise<void> {
  const { client, call } = operation;
  if (Object.keys(changes).length > 0) await client.groups.modify(inputs.groupId, changes, call);
  if (owner !== undefined) await changeOwner(inputs, owner, operation);
}

/** Only a member can become the owner (doc 34966), so that the account joins first; joining again is harmless (doc 34921). */
async function changeOwner(inputs: GroupInputs, owner: string, { client, call }: OperationContext): Promise<void> {
  // Live rooms store no members, and the service itself refuses the transfer (10007).
  const joins = inputs.type !== "AVChatRoom";
  const results = joins ? await client.members.add(inputs.groupId, [owner], { silent: true }, call) : [];
  const refused = results.find(({ result }) => result !== "added" && result !== "alreadyMember");
  if (refused) {
    throw new OperationError(
      `The account ${owner} could not join the ${groupDisplayName(inputs)} to become its owner (add_group_member answered ${refused.result}). ` +
        "Import the account first, and see whether it is in too many groups or has to accept.",
    );
  }
  await client.groups.changeOwner(inputs.groupId, owner, call);
}

/** No page promises that a group can be read at once after it was made. */
async function waitUntilVisible(
  inputs: GroupInputs,
  before: Partial<GroupFields>,
  operation: OperationContext,
): Promise<GroupInfo> {
  const customFieldKeys = Object.keys({ ...before.customFields, ...inputs.customFields });
  for (let round = 0; ; round++) {
    const info = await operation.client.groups.getInfo(inputs.groupId, { customFieldKeys }, operation.call);
    if (info !== undefined) return info;
    if (round >= maxRounds || !(await backOff(round, operation))) {
      throw new OperationError(
        `The ${groupDisplayName(inputs)} was made or changed, but get_group_info does not find it: it may have been disbanded meanwhile.`,
      );
    }
  }
}

function notApplied(inputs: GroupInputs, correction: Correction, info: GroupInfo): OperationError {
  return new OperationError(
    `The ${groupDisplayName(inputs)} does not take ${correctionText(correction)}: the service answered success and kept its own value.` +
      storedValueLines(correction, info),
  );
}
