import type { OperationContext, ReadResult } from "../../handler";
import { refuseOtherApp } from "../../ownership/app";
import { isMarked, lookAt, writeOwnerMark } from "../../ownership/ledger";
import { foreignState, observedInputs } from "./fields";
import { called, markOf, ownerOf, ownerText, verdictWithState } from "./ownership";
import { type FoundGroup, stateOf } from "./settle";
import type { GroupInputs, GroupState } from "./types";

/**
 * Reads the group: drift in what the program manages shows, and nothing else. A mark that a client wiped or changed is
 * written again. Undefined: the group is gone.
 */
export async function readGroup(
  id: string,
  state: Partial<GroupState>,
  operation: OperationContext,
): Promise<ReadResult<GroupInputs, GroupState> | undefined> {
  const { groupId = id, managedBy } = state;
  refuseOtherApp("read", called({ groupId, managedBy }), state.sdkAppId, operation);
  const customFieldKeys = Object.keys(state.customFields ?? {});
  if (!isManaged(state)) return readForeign(id, operation);
  const { info, mark } = await lookAt(id, customFieldKeys, operation);
  if (info === undefined) return undefined;
  const marked = await tendMark(state, { info, mark }, operation);
  if (marked === "other") return undefined;
  const inputs = observedInputs(inputsOf(state), info);
  const { expires, markKeyId } = state;
  if (marked === "ours")
    return { id, inputs, outputs: stateOf(inputs, { createTime: info.createTime, expires }, operation) };
  // When somebody else's group was made must not get into the state: with its mark wiped it would pass for ours.
  return { id, inputs, outputs: { ...stateOf(inputs, { ...madeOf(state), expires }, operation), markKeyId } };
}

/** `Group.get` reads with nothing but the id: what is not in a state is not ours to mark. */
function isManaged(state: Partial<GroupState>): state is GroupState {
  return state.managedBy !== undefined;
}

async function readForeign(
  id: string,
  operation: OperationContext,
): Promise<ReadResult<GroupInputs, GroupState> | undefined> {
  const info = await operation.client.groups.getInfo(id, {}, operation.call);
  if (info === undefined) return undefined;
  const state = foreignState(info, operation.settings.sdkAppId) as GroupState;
  return { id, inputs: state, outputs: state };
}

/** Sees whose the group is, and writes our mark again where it is missing. `other`: it is not the group of the state. */
async function tendMark(
  state: GroupState,
  { info, mark }: FoundGroup,
  operation: OperationContext,
): Promise<"ours" | "foreign" | "other"> {
  const verdict = verdictWithState(state, [ownerOf(state)], mark, info);
  if (verdict.is === "other") {
    operation.log.warn(
      `The ${called(state)} of the state is gone: another group has its id now, made at ${new Date(verdict.made * 1000).toISOString()}. It is left alone.`,
    );
    return "other";
  }
  if (verdict.is === "foreign") {
    operation.log.warn(
      `The ${called(state)} carries the owner mark of ${ownerText(verdict.owner)}: pulumi will refuse to change or disband it. ` +
        'If it is yours, set adopt: "always" on the resource and run `pulumi up`.',
    );
    return "foreign";
  }
  if (!isMarked(mark, markOf(state))) {
    await writeOwnerMark(state.groupId, markOf(state), info.createTime, mark, operation);
    operation.log.info(`The owner mark of the ${called(state)} was ${markProblems[mark.state]}: it is written again.`);
  }
  return "ours";
}

/** Why a mark is written again. */
const markProblems = {
  absent: "missing",
  unverified: "not valid",
  unavailable: "refused",
  valid: "not up to date",
} as const;

/** What the state knows of when the group was made. */
function madeOf({ createTime, attempt }: GroupState): Pick<GroupState, "createTime" | "attempt"> {
  return { ...(createTime !== undefined && { createTime }), ...(attempt !== undefined && { attempt }) };
}

function inputsOf(state: GroupState): GroupInputs {
  const { sdkAppId: _, createTime: __, attempt: ___, expires: ____, markKeyId: _____, ...inputs } = state;
  return inputs;
}
