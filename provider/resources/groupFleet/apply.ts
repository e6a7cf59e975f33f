import { PartialFailure } from "../../errors";
import type { OperationContext } from "../../handler";
import { locationOf } from "../../ownership/appLocation";
import { groupDisplayName } from "../../ownership/groupVerdict";
import { createGroup } from "../group/create";
import { deleteGroup } from "../group/delete";
import type { GroupState } from "../group/schema/types";
import { updateGroup } from "../group/update";
import { fleetDisplayName } from "./displayName";
import { withGroupNames, withoutAwaited } from "./handover";
import { packGroups } from "./plan/pack";
import type { FleetPlan } from "./plan/plan";
import { hasWaits } from "./pool/farewells";
import { failureText, forEachGroup, type GroupTask } from "./pool/pool";
import type { FleetInputs, FleetState } from "./types";

/** What exists of a fleet while it is changed. */
class Fleet {
  readonly groups = new Map<string, GroupState>();
  readonly leaving = new Map<string, GroupState>();

  constructor(
    { updates, unchanged, deletes }: FleetPlan,
    readonly incomplete: Set<string>,
  ) {
    for (const { key, olds } of [...unchanged, ...updates]) this.groups.set(key, olds);
    for (const { olds } of deletes) this.leaving.set(olds.groupId, olds);
  }

  get size(): number {
    return this.groups.size + this.leaving.size;
  }

  /** Runs an operation that returns a group's state; a failure that leaves a group leaves its state here. */
  async keep(key: string, work: Promise<GroupState>): Promise<void> {
    try {
      const state = await work;
      this.groups.set(key, state);
      this.incomplete.delete(state.groupId);
    } catch (error) {
      if (error instanceof PartialFailure) {
        const state = error.outputs as GroupState;
        this.groups.set(key, state);
        this.incomplete.add(state.groupId);
      }
      throw error;
    }
  }

  gone({ groupId }: GroupState): void {
    this.leaving.delete(groupId);
    this.incomplete.delete(groupId);
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
 * Creates, changes and disbands the groups of a plan. Groups are disbanded last, except one whose id is needed. One that
 * another resource may declare stays in the state until that resource has it. The state that it returns has exactly the
 * groups that exist.
 */
export async function applyPlan(
  title: string,
  id: string,
  plan: FleetPlan,
  inputs: FleetInputs,
  context: OperationContext,
  incomplete: readonly string[] = [],
): Promise<Applied> {
  const leaving = plan.deletes.map(({ olds }) => olds);
  const operation = withGroupNames(leaving, context);
  const waits = hasWaits(leaving);
  const fleet = new Fleet(plan, new Set(incomplete));
  const createdIds = new Set(plan.creates.map(({ news }) => news.groupId));
  const isInTheWay = ({ olds }: FleetPlan["deletes"][number]) => createdIds.has(olds.groupId);
  const deletion = ({ olds }: FleetPlan["deletes"][number]): GroupTask => ({
    doing: `Could not delete the ${groupDisplayName(olds)}`,
    async run(context) {
      await deleteGroup(olds.groupId, olds, context);
      fleet.gone(olds);
    },
  });
  const changes: GroupTask[] = [
    ...plan.creates.map(({ key, news }) => ({
      doing: `Could not create the ${groupDisplayName(news)}`,
      run: (context: OperationContext) =>
        fleet.keep(
          key,
          createGroup(news, context).then(({ outputs }) => outputs),
        ),
    })),
    ...plan.updates.map(({ key, olds, news }) => ({
      doing: `Could not update the ${groupDisplayName(olds)}`,
      run: (context: OperationContext) => fleet.keep(key, updateGroup(olds.groupId, olds, news, context)),
    })),
  ];
  const others = plan.deletes.filter((each) => !isInTheWay(each));
  /** A step is only begun if the one before it was successful: what it disbands may be needed otherwise. */
  const run = async (tasks: readonly GroupTask[], later: number) => {
    const { failures, remaining } = await forEachGroup(title, tasks, operation, { waits });
    return failures.length + remaining === 0 ? undefined : failureText({ failures, remaining: remaining + later });
  };
  const failure =
    (await run(plan.deletes.filter(isInTheWay).map(deletion), changes.length + others.length)) ??
    (await run(changes, others.length)) ??
    (await run((await withoutAwaited(fleetDisplayName(inputs), others, operation)).map(deletion), 0));
  return { state: stateOf(id, fleet, inputs, operation), size: fleet.size, failure };
}

export function stateOf(
  __id: string,
  { groups, leaving, incomplete }: Pick<Fleet, "groups" | "leaving" | "incomplete">,
  {
    __identity,
    __managedBy,
    __parentUrn,
    __ttl,
  }: Pick<FleetInputs, "__identity" | "__managedBy" | "__parentUrn" | "__ttl">,
  { settings }: Pick<OperationContext, "settings">,
): FleetState {
  return {
    ...{ __identity, __managedBy, __id },
    ...(__parentUrn !== undefined && { __parentUrn }),
    ...(__ttl !== undefined && { __ttl }),
    ...locationOf(settings),
    ids: Object.fromEntries(Array.from(groups, ([key, { groupId }]) => [key, groupId])),
    __groups: packGroups(groups),
    ...(leaving.size > 0 && { __leaving: [...leaving.values()], __leavingIds: [...leaving.keys()] }),
    ...(incomplete.size > 0 && { __incomplete: [...incomplete] }),
  };
}
