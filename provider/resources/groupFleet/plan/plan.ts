import type { PlanContext } from "../../../handler";
import { diffGroup } from "../../group/diff";
import { groupKey } from "../../group/remoteObjects";
import type { GroupInputs, GroupState } from "../../group/schema/types";
import type { FleetState, Groups } from "../types";
import { unpackGroups } from "./pack";

/** A group of the state that the program still declares, maybe under another key. */
interface KeptGroup {
  readonly key: string;
  readonly olds: GroupState;
  readonly news: GroupInputs;
}

type KnownState = Pick<FleetState, "__groups" | "__leaving" | "__incomplete">;

/** What an update of a fleet does to each of its groups. */
export interface FleetPlan {
  readonly creates: readonly { readonly key: string; readonly news: GroupInputs }[];
  readonly updates: readonly KeptGroup[];
  readonly unchanged: readonly KeptGroup[];
  readonly deletes: readonly { readonly key: string; readonly olds: GroupState }[];
}

/**
 * Compares the groups of the state with the declared ones, as the groups that they are in the service: one that only
 * changes its key is neither created nor disbanded. One that must have another type is a different group.
 * One that is incomplete is updated even if nothing differs, as the engine does with a `Group`.
 */
export function planFleet(
  { __groups, __leaving: leaving = [], __incomplete = [] }: KnownState,
  news: Groups<GroupInputs>,
  context: PlanContext,
): FleetPlan {
  const olds = unpackGroups(__groups);
  const incomplete = new Set(__incomplete);
  const inState = new Map<string, { readonly key: string; readonly olds: GroupState }>();
  for (const state of leaving) inState.set(groupKey(state), { key: state.groupId, olds: state });
  for (const [key, state] of olds) inState.set(groupKey(state), { key, olds: state });
  const creates: { key: string; news: GroupInputs }[] = [];
  const updates: KeptGroup[] = [];
  const unchanged: KeptGroup[] = [];
  for (const [key, inputs] of news) {
    const object = groupKey(inputs);
    const found = inState.get(object);
    inState.delete(object);
    if (found === undefined) creates.push({ key, news: inputs });
    else {
      const kept = { key, olds: found.olds, news: inputs };
      const isUpToDate = diffGroup(found.olds, inputs, context).changes === "none";
      (isUpToDate && !incomplete.has(inputs.groupId) ? unchanged : updates).push(kept);
    }
  }
  return { creates, updates, unchanged, deletes: [...inState.values()] };
}
