import { isDeepStrictEqual } from "node:util";
import { ChatError } from "../../../chat";
import { PartialFailure, withContext } from "../../errors";
import type { DiffResult, OperationContext, Properties, ResourceHandler } from "../../handler";
import { isStateOutdated, locationOf, refuseOtherApp, refuseOtherService } from "../../ownership/appLocation";
import { foreignOwnerText } from "../../ownership/foreignOwner";
import { ownerInputNames } from "../../ownership/owner";
import { retryingNotFound } from "../../reconcile/replicationLag";
import { commonStateSchema, textSchema, timeSchema } from "../../validation/stateSchema";
import { findChild, withoutStateOnly } from "./find";
import { type Handover, handOver } from "./handover";
import {
  childDisplayName,
  groupAlreadyGone,
  groupNotFound,
  handedOverText,
  leftInForeignGroup,
  refusedForeignGroup,
} from "./messages";
import {
  type ChildInputs,
  findParentGroup,
  foreignGroupOwner,
  isGroupOfSameOwner,
  type ParentGroup,
} from "./parentGroup";
import { type ChildState, type GroupChild, NotCreated } from "./types";

/**
 * Returns the handler of a child resource. Its lifecycle follows the group's: if the group is gone, or another group
 * has its id, the child is gone as well. Then a refresh drops it from the state, and a delete has nothing to do.
 */
export function groupChildHandler<I extends ChildInputs>(child: GroupChild<I>): ResourceHandler<I, ChildState<I>> {
  const displayName = (known: object) => {
    const inputs = known as Properties;
    return childDisplayName(child.displayName(inputs), inputs);
  };

  /**
   * Reads the group of the state; undefined if it is gone, even if another group now has its id.
   *
   * @param inputs decide what may be adopted in the group
   */
  async function findStateGroup(
    state: ChildState<I>,
    operation: OperationContext,
    inputs: ChildInputs = state,
  ): Promise<ParentGroup | undefined> {
    const parent = await findParentGroup(inputs, operation);
    return parent?.info.createTime === state.groupCreateTime ? parent : undefined;
  }

  /** A group may be disbanded between two calls: returns undefined if the work fails and the group is gone. */
  async function undefinedIfGroupGone<T>(
    write: Promise<T>,
    state: ChildState<I>,
    operation: OperationContext,
  ): Promise<T | undefined> {
    try {
      return await write;
    } catch (error) {
      const mayBeGone = error instanceof ChatError && ["notFound", "invalid"].includes(error.errorClass);
      if (!mayBeGone || (await findStateGroup(state, operation)) !== undefined) throw error;
      return undefined;
    }
  }

  async function apply(
    inputs: I,
    { before, retained }: Handover<I>,
    parent: ParentGroup,
    foreignGroup: string | undefined,
    operation: OperationContext,
  ): Promise<ChildState<I>> {
    const retrying = retryingNotFound(parent.info.createTime, operation);
    const write = await child.prepare(inputs, before, parent, retrying);
    let observed: Partial<I> = {};
    const withPrevious = (known: I, previous: I | undefined) =>
      (previous && child.partialState?.(known, previous)) ?? known;
    const state = (known: I) =>
      stateOf({ ...withPrevious(known, retained), ...observed }, parent, foreignGroup, operation);
    try {
      await write((latest) => {
        observed = latest;
      });
      return state(inputs);
    } catch (error) {
      if (before === undefined && error instanceof NotCreated) throw error;
      const text = `${withContext(`Could not finish the ${displayName(inputs)}`, error)}\nIt stays in the state: the next \`pulumi up\` finishes it, and \`pulumi destroy\` removes it.`;
      throw new PartialFailure(text, child.id(inputs), state(withPrevious(inputs, before)));
    }
  }

  /**
   * Returns a foreign owner who has adopted the group since the child was created in it; undefined if there is none, or adopt is
   * "always". The state may have an identity that the program had before, and the group the new one already.
   */
  async function newGroupOwner(state: ChildState<I>, adopt: unknown, operation: OperationContext) {
    if (adopt === "always") return undefined;
    const owner = await foreignGroupOwner(state, operation, operation.program.identities());
    return owner?.identity === state.foreignGroup ? undefined : owner;
  }

  return {
    kind: child.kind,
    ...(child.lostOnReplace !== undefined && { lostOnReplace: child.lostOnReplace }),
    displayName: (_id, properties) => displayName(properties),
    stateSchema: { ...commonStateSchema, groupId: textSchema, groupCreateTime: timeSchema, ...child.stateSchema },
    idOf: (state) => child.id(state),
    computed: ["groupCreateTime", ...(child.computed ?? [])],
    check: child.check,
    remoteObjects: (inputs) => child.remoteObjects(inputs),

    diff(olds, news, plan): DiffResult {
      refuseOtherService(displayName(olds), olds, plan);
      const differs = (property: keyof I) =>
        !(child.equals?.[property] ?? isDeepStrictEqual)(olds[property], news[property]);
      const movesApp = olds.sdkAppId !== plan.sdkAppId;
      const replaces = (["groupId", ...child.replaceOnChanges] as const).filter(differs);
      const inputsDiffer = replaces.length > 0 || [...child.properties, ...ownerInputNames].some(differs);
      return {
        replaces: [...replaces, ...(movesApp ? ["sdkAppId"] : [])],
        changes: inputsDiffer ? "inputs" : movesApp || isStateOutdated(olds, plan) ? "state" : "none",
        // If the id stays, a new child created first would be confused with the old one.
        deleteBeforeReplace: child.id(olds) === child.id(news) || movesApp,
      };
    },

    async create(inputs, operation) {
      const parent = await findParentGroup(inputs, operation);
      if (parent === undefined) throw groupNotFound(displayName(inputs), inputs);
      const owner = isGroupOfSameOwner(inputs, operation) ? undefined : await foreignGroupOwner(inputs, operation);
      return { id: child.id(inputs), outputs: await apply(inputs, {}, parent, owner?.identity, operation) };
    },

    async read(id, partial, operation) {
      const state = partial as ChildState<I>;
      refuseOtherApp("read", displayName(state), state, operation.settings);
      const parent = await findStateGroup(state, operation);
      const known =
        parent && (await undefinedIfGroupGone(child.observe(inputsOf<I>(state), parent, operation), state, operation));
      if (known === undefined || parent === undefined) return undefined;
      const inputs = withoutStateOnly(child, known) as unknown as I;
      return { id, inputs, outputs: stateOf(known, parent, state.foreignGroup, operation) };
    },

    find: (id, owner, isImport, operation) => findChild(child, id, owner, isImport, operation),

    async update(_id, olds, news, operation) {
      refuseOtherApp("update", displayName(olds), olds, operation.settings);
      const parent = await findStateGroup(olds, operation, news);
      if (parent === undefined) throw groupAlreadyGone(displayName(olds), olds);
      const owner = await newGroupOwner(olds, news.adopt, operation);
      if (owner !== undefined) throw refusedForeignGroup(displayName(olds), foreignOwnerText(owner));
      const handover = await handOver(child, displayName(olds), inputsOf<I>(olds), news, operation);
      return apply(news, handover, parent, olds.foreignGroup, operation);
    },

    async delete(_id, state, operation) {
      const { program, log, settings } = operation;
      refuseOtherApp("delete", displayName(state), state, settings);
      const objectKeys = child.remoteObjects(inputsOf<I>(state)).map(({ key }) => key);
      if (program.isRunning()) await program.waitForChecks();
      const managers = new Map(objectKeys.map((key) => [key, program.managerOf(key)?.text]));
      const texts = [...new Set([...managers.values()].flatMap((text) => text ?? []))];
      if (texts.length > 0) log.info(handedOverText(displayName(state), texts));
      if (texts.length > 0 && [...managers.values()].every((text) => text !== undefined)) return;
      const isElsewhere = (key: string) => managers.get(key) !== undefined || program.isShared(key);
      const remaining = child.withoutObjects(inputsOf<I>(state), isElsewhere);
      const parent = await findStateGroup(state, operation);
      const owner = parent && (await newGroupOwner(state, state.adopt, operation));
      if (owner !== undefined) return log.warn(leftInForeignGroup(displayName(state), foreignOwnerText(owner)));
      const remove = async (group: ParentGroup) => {
        await child.remove(remaining, group, operation);
        return "removed";
      };
      if (parent && (await undefinedIfGroupGone(remove(parent), state, operation)) === "removed") return;
      log.info(`The ${displayName(state)} no longer exists, since the group is gone: nothing to remove.`);
    },
  };
}

function stateOf<I extends ChildInputs>(
  inputs: I,
  { info }: ParentGroup,
  foreignGroup: string | undefined,
  { settings }: OperationContext,
): ChildState<I> {
  const known = foreignGroup === undefined ? {} : { foreignGroup };
  return { ...inputs, ...locationOf(settings), groupCreateTime: info.createTime, ...known };
}

function inputsOf<I>(state: ChildState<I>): I {
  const { sdkAppId: _, service: __, groupCreateTime: ___, foreignGroup: ____, ...inputs } = state;
  return inputs as unknown as I;
}
