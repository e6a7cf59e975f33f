import { PartialFailure } from "../../errors";
import type { OperationContext } from "../../handler";
import { locationOf } from "../../ownership/appLocation";
import { createGroup } from "../group/create";
import { deleteGroup } from "../group/delete";
import type { GroupState } from "../group/schema/types";
import { updateGroup } from "../group/update";
import { hasWaits } from "./farewells";
import { packGroups } from "./pack";
import type { FleetPlan } from "./plan";
import { failureText, forEachGroup, type GroupTask, type PoolResult } from "./pool";
import type { FleetInputs, FleetState } from "./types";

/** What exists of a fleet while it is changed. */
class Fleet {
  readonly groups = new Map<string, GroupState>();
  readonly leaving = new Map<string, GroupState>();

  constructor({ updates, unchanged, deletes }: FleetPlan) {
    for (const { key, olds } of [...unchanged, ...updates]) this.groups.set(key, olds);
    for (const { olds } of deletes) this.leaving.set(olds.groupId, olds);
  }

  get size(): number {
    return this.groups.size + this.leaving.size;
  }

  /** Runs an operation that returns a group's state; a failure that leaves a group leaves its state here. */
  async keep(key: string, work: Promise<GroupState>): Promise<void> {
    try {
      this.groups.set(key, await work);
    } catch (error) {
      if (error instanceof PartialFailure) this.groups.set(key, error.outputs as GroupState);
      throw error;
    }
  }
}

/** The result of the work on a fleet: its state, and what failed. */
export interface Applied {
  readonly state: FleetState;
  /** How many groups the state has. */
  readonly size: number;
  readonly failure: string | undefined;
}

/**
 * Creates, changes and disbands the groups of a plan. Groups are disbanded last, except one whose id is needed. The
 * state that it returns has exactly the groups that exist.
 */
export async function applyPlan(
  doing: string,
  plan: FleetPlan,
  inputs: FleetInputs,
  operation: OperationContext,
): Promise<Applied> {
  const fleet = new Fleet(plan);
  const createdIds = new Set(plan.creates.map(({ news }) => news.groupId));
  const isInTheWay = ({ olds }: FleetPlan["deletes"][number]) => createdIds.has(olds.groupId);
  const deletion = ({ key, olds }: FleetPlan["deletes"][number]): GroupTask => ({
    key,
    async run(context) {
      await deleteGroup(olds.groupId, olds, context);
      fleet.leaving.delete(olds.groupId);
    },
  });
  const changes: GroupTask[] = [
    ...plan.creates.map(({ key, news }) => ({
      key,
      run: (context: OperationContext) =>
        fleet.keep(
          key,
          createGroup(news, context).then(({ outputs }) => outputs),
        ),
    })),
    ...plan.updates.map(({ key, olds, news }) => ({
      key,
      run: (context: OperationContext) => fleet.keep(key, updateGroup(olds.groupId, olds, news, context)),
    })),
  ];
  const steps: readonly (readonly GroupTask[])[] = [
    plan.deletes.filter(isInTheWay).map(deletion),
    changes,
    plan.deletes.filter((each) => !isInTheWay(each)).map(deletion),
  ];
  const failure = await runSteps(doing, steps, operation, hasWaits(plan.deletes.map(({ olds }) => olds)));
  return { state: stateOf(fleet, inputs, operation), size: fleet.size, failure };
}

/** A step is only begun if the one before it was successful: what it disbands may be needed otherwise. */
async function runSteps(
  doing: string,
  steps: readonly (readonly GroupTask[])[],
  operation: OperationContext,
  waits: boolean,
): Promise<string | undefined> {
  for (const [index, tasks] of steps.entries()) {
    if (tasks.length === 0) continue;
    const result: PoolResult = await forEachGroup(doing, tasks, operation, { waits });
    if (result.failures.length + result.remaining === 0) continue;
    return failureText({ ...result, remaining: result.remaining + steps.slice(index + 1).flat().length });
  }
  return undefined;
}

export function stateOf(
  { groups, leaving }: Pick<Fleet, "groups" | "leaving">,
  {
    __identity,
    __managedBy,
    __parentUrn,
    __ttl,
  }: Pick<FleetInputs, "__identity" | "__managedBy" | "__parentUrn" | "__ttl">,
  { settings }: Pick<OperationContext, "settings">,
): FleetState {
  return {
    ...{ __identity, __managedBy },
    ...(__parentUrn !== undefined && { __parentUrn }),
    ...(__ttl !== undefined && { __ttl }),
    ...locationOf(settings),
    ids: Object.fromEntries(Array.from(groups, ([key, { groupId }]) => [key, groupId])),
    __groups: packGroups(groups),
    ...(leaving.size > 0 && { __leaving: [...leaving.values()] }),
  };
}
