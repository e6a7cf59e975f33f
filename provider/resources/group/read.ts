import { OperationError } from "../../errors";
import type { OperationContext, ReadResult } from "../../handler";
import { locationOf, refuseOtherApp } from "../../ownership/appLocation";
import { foreignOwnerText } from "../../ownership/foreignOwner";
import { groupDisplayName, markOf, type Verdict, verdictFromState } from "../../ownership/groupVerdict";
import { type FoundGroup, isMarked, readMarks, writeOwnerMark } from "../../ownership/markStore";
import { observedInputs, stateOfExternalGroup } from "./drift";
import { stateOf } from "./reconcile";
import type { GroupInputs, GroupState } from "./schema/types";

/**
 * Reads the group and reports drift in managed properties only. Rewrites a mark that a client wiped or changed. Returns
 * undefined if the group is gone.
 */
export async function readGroup(
  id: string,
  state: Partial<GroupState>,
  operation: OperationContext,
): Promise<ReadResult<GroupInputs, GroupState> | undefined> {
  const { groupId = id, __managedBy: managedBy } = state;
  refuseOtherApp("read", groupDisplayName({ groupId, __managedBy: managedBy }), state, operation.settings);
  const customFieldKeys = Object.keys(state.customFields ?? {});
  if (!isManaged(state)) return readUnmanaged(id, state, operation);
  const found = await readMarks(id, customFieldKeys, operation, "refresh");
  if (found === undefined) return undefined;
  const verdict = await restoreMark(state, found, operation);
  if (verdict.status === "other") return undefined;
  const inputs = observedInputs(inputsOf(state), found.info);
  const { expires, markKeyId } = state;
  if (verdict.status === "owned")
    return { id, inputs, outputs: stateOf(inputs, { createTime: found.info.createTime, expires }, operation) };
  // The creation time of a foreign group must not get into the state: with its mark wiped, the group would pass for
  // ours.
  const known = { ...createdOf(state), foreignOwner: verdict.owner, expires };
  return { id, inputs, outputs: { ...stateOf(inputs, known, operation), markKeyId } };
}

/** `Group.get` reads with only the id. A group that is not in a state is not ours to mark. */
function isManaged(state: Partial<GroupState>): state is GroupState {
  return state.__managedBy !== undefined;
}

/**
 * The program cannot go on without a group that it reads, and the engine would let it: without outputs, and with exit code 0.
 *
 * @param state of a refresh, which drops a group that is gone; empty if the program reads it
 */
async function readUnmanaged(
  id: string,
  { sdkAppId }: Partial<GroupState>,
  operation: OperationContext,
): Promise<ReadResult<GroupInputs, GroupState> | undefined> {
  const info = await operation.client.groups.getInfo(id, {}, operation.call);
  if (info === undefined && sdkAppId === undefined) {
    throw new OperationError(
      `There is no group ${id} in the app ${operation.settings.sdkAppId}, so \`Group.get\` cannot read it. Check the id, the app and the region. ` +
        "To have the group created by this program, declare a `Group` with this `groupId`. Use `getGroups` for groups that may not exist.",
    );
  }
  if (info === undefined) return undefined;
  const state = {
    ...stateOfExternalGroup(info, operation.settings.sdkAppId),
    ...locationOf(operation.settings),
  } as GroupState;
  return { id, inputs: state, outputs: state };
}

/** Determines the owner of the group, and rewrites our mark if it is missing. */
async function restoreMark(state: GroupState, found: FoundGroup, operation: OperationContext): Promise<Verdict> {
  const { info, marks } = found;
  const verdict = verdictFromState(state, [state.__identity], found);
  if (verdict.status === "other") {
    operation.log.warn(
      `The ${groupDisplayName(state)} of the state no longer exists: another group, with the same id, was created at ${new Date(verdict.createTime * 1000).toISOString()}. That one is left alone.`,
    );
  } else if (verdict.status === "foreign") {
    operation.log.warn(
      `The ${groupDisplayName(state)} belongs to ${foreignOwnerText(verdict.owner)}, by its owner mark: pulumi will refuse to change or disband it. ` +
        'If it is yours, set adopt: "always" on the resource and run `pulumi up`.',
    );
  } else if (!isMarked(marks, markOf(state), operation)) {
    await writeOwnerMark(state.groupId, markOf(state), info.createTime, marks, operation);
    operation.log.info(`The owner mark of the ${groupDisplayName(state)} was missing or outdated: it was rewritten.`);
  }
  return verdict;
}

/** Returns what the state knows about when the group was created. */
function createdOf({ createTime, attempt }: GroupState): Pick<GroupState, "createTime" | "attempt"> {
  return { ...(createTime !== undefined && { createTime }), ...(attempt !== undefined && { attempt }) };
}

function inputsOf(state: GroupState): GroupInputs {
  const { sdkAppId: _, service: __, createTime: ___, attempt: ____, foreignOwner: _____, ...rest } = state;
  const { expires: ______, markKeyId: _______, ...inputs } = rest;
  return inputs;
}
