import type { GroupInfo } from "../../../chat";
import { pause } from "../../attempts";
import { converge, mostRounds } from "../../converge";
import { explain, OperationError, PartialFailure } from "../../errors";
import type { OperationContext } from "../../handler";
import { toleratingLag } from "../../lag";
import { locationOf } from "../../ownership/location";
import { isMarked, type Marks, writeOwnerMark } from "../../ownership/marks";
import { ownerOf } from "../../ownership/owner";
import { type Correction, correctionOf, correctionText, droppedFields, isCorrect } from "./fields";
import { keptLines } from "./kept";
import { called, expiryOf } from "./ownership";
import type { GroupFields, GroupInputs, GroupState } from "./types";

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
export async function settle(
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
  let owner = { identity: before.identity ?? inputs.identity, managedBy: before.managedBy ?? inputs.managedBy };
  let { info } = found;
  try {
    info ??= await waitUntilVisible(inputs, before, operation);
    const lenient = toleratingLag(info.createTime, operation);
    if (!(found.marks && isMarked(found.marks, mark, operation))) {
      await writeOwnerMark(inputs.groupId, mark, info.createTime, found.marks, lenient);
    }
    owner = { identity: inputs.identity, managedBy: inputs.managedBy };
    await correct(inputs, before, info, lenient);
    return state(info);
  } catch (error) {
    const doing = `The ${called(inputs)} exists but is not yet as declared`;
    const text = `${explain(doing, error)}\nIt stays in the state: the next \`pulumi up\` finishes it, and \`pulumi destroy\` disbands it.`;
    info ??= await lookOnce(inputs, operation);
    throw new PartialFailure(text, inputs.groupId, { ...state(info), ...stillToDrop(inputs, before), ...owner });
  }
}

/** What the program has dropped and the group may still have: forgotten, it would never be cleared. */
function stillToDrop(inputs: GroupInputs, before: Partial<GroupState>): Partial<GroupFields> {
  const customFields = { ...before.customFields, ...inputs.customFields };
  return { ...droppedFields(inputs, before), ...(Object.keys(customFields).length > 0 && { customFields }) };
}

/** When the group was made tells it from another that takes the id later: worth one look, and no further failure. */
async function lookOnce({ groupId }: GroupInputs, operation: OperationContext): Promise<GroupInfo | undefined> {
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
function correct(
  inputs: GroupInputs,
  before: Partial<GroupFields>,
  found: GroupInfo,
  operation: OperationContext,
): Promise<void> {
  let latest = found;
  const difference = (info: GroupInfo) => {
    latest = info;
    const correction = correctionOf(inputs, before, info);
    return isCorrect(correction) ? undefined : correction;
  };
  return converge(
    difference(found),
    {
      difference: async () => difference(await waitUntilVisible(inputs, before, operation)),
      write: (correction, call) => apply(inputs, correction, { ...operation, call }),
      notTaken: (correction) => notTaken(inputs, correction, latest),
    },
    operation,
  );
}

async function apply(inputs: GroupInputs, { changes, owner }: Correction, operation: OperationContext): Promise<void> {
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
      `The account ${owner} could not join the ${called(inputs)} to become its owner (add_group_member answered ${refused.result}). ` +
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
    if (round >= mostRounds || !(await pause(round, operation))) {
      throw new OperationError(
        `The ${called(inputs)} was made or changed, but get_group_info does not find it: it may have been disbanded meanwhile.`,
      );
    }
  }
}

function notTaken(inputs: GroupInputs, correction: Correction, info: GroupInfo): OperationError {
  return new OperationError(
    `The ${called(inputs)} does not take ${correctionText(correction)}: the service answered success and kept its own value.` +
      keptLines(correction, info),
  );
}
