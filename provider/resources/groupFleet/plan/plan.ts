import type { PlanContext } from "../../../handler";
import { diffGroup } from "../../group/diff";
import { groupKey } from "../../group/remoteObjects";
import type { GroupInputs, GroupState } from "../../group/schema/types";
import type { Groups } from "../types";

/** A group of the state that the program still declares, maybe under another key. */
interface KeptGroup {
  readonly key: string;
  readonly olds: GroupState;
  readonly news: GroupInputs;
}

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
 *
 * @param leaving groups of the state that were no longer declared already
 */
export function planFleet(
  olds: Groups<GroupState>,
  leaving: readonly GroupState[],
  news: Groups<GroupInputs>,
  context: PlanContext,
): FleetPlan {
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
      (diffGroup(found.olds, inputs, context).changes === "none" ? unchanged : updates).push(kept);
    }
  }
  return { creates, updates, unchanged, deletes: [...inState.values()] };
}
