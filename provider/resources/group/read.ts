import type { GroupInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext, ReadResult } from "../../handler";
import { locationOf, refuseOtherApp } from "../../ownership/appLocation";
import { foreignOwnerText } from "../../ownership/foreignOwner";
import { groupDisplayName, markOf, type Verdict, verdictFromState } from "../../ownership/groupVerdict";
import { isMarked, readMarks } from "../../ownership/markStore";
import { observedInputs, stateOfExternalGroup } from "./drift";
import { stateOf } from "./reconcile";
import { type GroupInputs, type GroupState, stateOnlyProperties } from "./schema/types";

/**
 * Reads the group and reports drift in managed properties only. Writes nothing, since the host does not know whether
 * the engine only previews a refresh: a mark that a client wiped or changed is recorded, and the next update writes it.
 * Returns undefined if the group is gone.
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
  if (!needsMark(state, operation)) {
    const info = await operation.client.groups.getInfo(id, { customFieldKeys }, operation.call);
    if (info === undefined) return undefined;
    if (info.createTime === state.createTime) {
      const { inputs, outputs } = unchangedOwner(id, state, info, operation);
      // Which key signed the mark is only known once it has been read.
      return { id, inputs, outputs: { ...outputs, markKeyId: state.markKeyId } };
    }
  }
  const found = await readMarks(id, customFieldKeys, operation, "refresh");
  if (found === undefined) return undefined;
  const verdict = verdictFromState(state, [state.__identity], found);
  warnOfOthers(state, verdict, operation);
  if (verdict.status === "other") return undefined;
  if (verdict.status === "owned") {
    const mark = isMarked(found.marks, markOf(state), operation) ? {} : outdatedMark(state, operation);
    const { inputs, outputs } = unchangedOwner(id, state, found.info, operation);
    return { id, inputs, outputs: { ...outputs, ...mark } };
  }
  const inputs = observedInputs(inputsOf(state), found.info);
  const { expires, markKeyId } = state;
  // The creation time of a foreign group must not get into the state: with its mark wiped, the group would pass for
  // ours.
  const known = { ...createdOf(state), foreignOwner: verdict.owner, expires };
  return { id, inputs, outputs: { ...stateOf(inputs, known, operation), markKeyId } };
}

/** Half a second of the quota: a refresh of most stacks reads all marks. */
const maxMarks = 100;
let marks = 0;

/**
 * Whether a refresh reads the mark. A mark in an attribute takes a call for each group, and the creation time alone already
 * shows that the group is the one of the state. So in a run with many groups it is only read where the state leaves a doubt,
 * and of a group that expires: a sweep finds it by its mark alone. Updates and disbands read it in any case.
 */
function needsMark(state: GroupState, { settings: { ownerField, refreshMarks } }: OperationContext): boolean {
  const { createTime, attempt, foreignOwner, markOutdated, markPending, expires } = state;
  const isInDoubt =
    createTime === undefined || [attempt, foreignOwner, markOutdated, markPending, expires].some(Boolean);
  // A mark in a field comes with the group's profile.
  if (isInDoubt || ownerField !== undefined) return true;
  if (refreshMarks !== undefined) return refreshMarks;
  marks += 1;
  return marks <= maxMarks;
}

function unchangedOwner(
  id: string,
  state: GroupState,
  info: GroupInfo,
  operation: OperationContext,
): Required<ReadResult<GroupInputs, GroupState>> {
  const inputs = observedInputs(inputsOf(state), info);
  const { createTime } = info;
  return { id, inputs, outputs: stateOf(inputs, { createTime, expires: state.expires }, operation) };
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
export async function readUnmanaged(
  id: string,
  { sdkAppId }: Partial<GroupState>,
  operation: OperationContext,
): Promise<ReadResult<GroupInputs, GroupState> | undefined> {
  const info = await operation.client.groups.getInfo(id, {}, operation.call);
  if (info === undefined && sdkAppId === undefined) {
    throw new OperationError(
      `There is no group ${id} in the app ${operation.settings.sdkAppId}, so the program cannot read it. Check the id, the app and the region. ` +
        "To have the group created by this program, declare a Group with this groupId instead of reading it. The function getGroups reads groups that may not exist.",
    );
  }
  if (info === undefined) return undefined;
  const state = {
    ...stateOfExternalGroup(info, operation.settings.sdkAppId),
    ...locationOf(operation.settings),
  } as GroupState;
  return { id, inputs: state, outputs: state };
}

function outdatedMark(state: GroupState, { log }: OperationContext): Pick<GroupState, "markOutdated" | "markPending"> {
  if (state.markPending) return { markPending: true };
  log.warn(
    `The owner mark of the ${groupDisplayName(state)} is missing or outdated: the next \`pulumi up\` writes it again.`,
  );
  return { markOutdated: true };
}

/** Warns of a group that is not ours. */
function warnOfOthers(state: GroupState, verdict: Verdict, { log }: OperationContext): void {
  if (verdict.status === "other") {
    log.warn(
      `The ${groupDisplayName(state)} of the state no longer exists: another group, with the same id, was created at ${new Date(verdict.createTime * 1000).toISOString()}. That one is left alone.`,
    );
  } else if (verdict.status === "foreign") {
    log.warn(
      `The ${groupDisplayName(state)} belongs to ${foreignOwnerText(verdict.owner)}, by its owner mark: pulumi will refuse to change or disband it. ` +
        'If it is yours, set adopt: "always" on the resource and run `pulumi up`.',
    );
  }
}

/** Returns what the state knows about when the group was created. */
function createdOf({ createTime, attempt }: GroupState): Pick<GroupState, "createTime" | "attempt"> {
  return { ...(createTime !== undefined && { createTime }), ...(attempt !== undefined && { attempt }) };
}

function inputsOf(state: GroupState): GroupInputs {
  const inputs = Object.entries(state).filter(([property]) => !stateOnlyProperties.has(property));
  return Object.fromEntries(inputs) as unknown as GroupInputs;
}
