import { isDeepStrictEqual } from "node:util";
import { ChatError } from "../../../chat";
import { PartialFailure, withContext } from "../../errors";
import type { DiffResult, OperationContext, Properties, ResourceHandler } from "../../handler";
import { isStateOutdated, locationOf, refuseOtherApp, refuseOtherService } from "../../ownership/appLocation";
import type { OwnerInputs } from "../../ownership/owner";
import { foreignOwnerText } from "../../ownership/verdict";
import { retryingNotFound } from "../../reconcile/replicationLag";
import { commonStateSchema, textSchema, timeSchema } from "../../validation/stateSchema";
import { type Handover, handOver } from "./handover";
import {
  childDisplayName,
  groupAlreadyGone,
  groupNotFound,
  handedOverText,
  leftInForeignGroup,
  refusedForeignGroup,
} from "./messages";
import { type ChildInputs, findParentGroup, foreignGroupOwner, isGroupDeclared, type ParentGroup } from "./parentGroup";
import { type ChildState, type GroupChild, NotCreated } from "./types";

/**
 * Returns the handler of a child resource. Its lifecycle follows the group's: if the group is gone, or another group
 * has its id, the child is gone as well. Then a refresh drops it from the state, and a delete has nothing to do.
 */
export function groupChildHandler<I extends ChildInputs>(child: GroupChild<I>): ResourceHandler<I, ChildState<I>> {
  const called = (known: object) => {
    const inputs = known as Properties;
    return childDisplayName(child.displayName(inputs), inputs);
  };

  /**
   * Reads the group of the state; undefined if it is gone, even if another group now has its id.
   *
   * @param inputs decide what may be adopted in the group
   */
  async function placeKnown(
    state: ChildState<I>,
    operation: OperationContext,
    inputs: ChildInputs = state,
  ): Promise<ParentGroup | undefined> {
    const place = await findParentGroup(inputs, operation);
    return place?.info.createTime === state.groupCreateTime ? place : undefined;
  }

  /** A group may be disbanded between two calls: returns undefined if the work fails and the group is gone. */
  async function unlessGroupGoes<T>(
    work: Promise<T>,
    state: ChildState<I>,
    operation: OperationContext,
  ): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      const perhapsGone = error instanceof ChatError && ["notFound", "invalid"].includes(error.errorClass);
      if (!perhapsGone || (await placeKnown(state, operation)) !== undefined) throw error;
      return undefined;
    }
  }

  async function apply(
    inputs: I,
    { before, kept }: Handover<I>,
    place: ParentGroup,
    foreignGroup: string | undefined,
    operation: OperationContext,
  ): Promise<ChildState<I>> {
    const lenient = retryingNotFound(place.info.createTime, operation);
    const work = await child.prepare(inputs, before, place, lenient);
    let seen: Partial<I> = {};
    const and = (known: I, more: I | undefined) => (more && child.partialState?.(known, more)) ?? known;
    const state = (known: I) => stateOf({ ...and(known, kept), ...seen }, place, foreignGroup, operation);
    try {
      await work((latest) => {
        seen = latest;
      });
      return state(inputs);
    } catch (error) {
      if (before === undefined && error instanceof NotCreated) throw error;
      const text = `${withContext(`Could not finish the ${called(inputs)}`, error)}\nIt stays in the state: the next \`pulumi up\` finishes it, and \`pulumi destroy\` removes it.`;
      throw new PartialFailure(text, child.id(inputs), state(and(inputs, before)));
    }
  }

  /** Returns a foreign owner who has adopted the group since the child was created in it; undefined if there is none, or adopt is "always". */
  async function newGroupOwner(state: ChildState<I>, adopt: unknown, operation: OperationContext) {
    const owner = adopt === "always" ? undefined : await foreignGroupOwner(state, operation);
    return owner?.identity === state.foreignGroup ? undefined : owner;
  }

  return {
    kind: child.kind,
    displayName: (_id, properties) => called(properties),
    stateSchema: { ...commonStateSchema, groupId: textSchema, groupCreateTime: timeSchema, ...child.stateSchema },
    idOf: (state) => child.id(state),
    check: child.check,
    remoteObjects: (inputs) => child.remoteObjects(inputs),

    diff(olds, news, plan): DiffResult {
      refuseOtherService(called(olds), olds, plan);
      const differs = (property: keyof I) =>
        !(child.equals?.[property] ?? isDeepStrictEqual)(olds[property], news[property]);
      const movesApp = olds.sdkAppId !== plan.sdkAppId;
      const replaces = (["groupId", ...child.replacedBy] as const).filter(differs);
      const inputsDiffer = replaces.length > 0 || [...child.properties, ...ownerProperties].some(differs);
      return {
        replaces: [...replaces, ...(movesApp ? ["sdkAppId"] : [])],
        changes: inputsDiffer ? "inputs" : movesApp || isStateOutdated(olds, plan) ? "state" : "none",
        // If the id stays, a new child created first would be confused with the old one.
        deleteBeforeReplace: child.id(olds) === child.id(news) || movesApp,
      };
    },

    async create(inputs, operation) {
      const place = await findParentGroup(inputs, operation);
      if (place === undefined) throw groupNotFound(called(inputs), inputs);
      const owner = isGroupDeclared(inputs, operation) ? undefined : await foreignGroupOwner(inputs, operation);
      return { id: child.id(inputs), outputs: await apply(inputs, {}, place, owner?.identity, operation) };
    },

    async read(id, partial, operation) {
      const state = partial as ChildState<I>;
      refuseOtherApp("read", called(state), state, operation.settings);
      const place = await placeKnown(state, operation);
      const known =
        place && (await unlessGroupGoes(child.observe(inputsOf<I>(state), place, operation), state, operation));
      if (known === undefined || place === undefined) return undefined;
      const inputs = Object.fromEntries(
        Object.entries(known).filter(([property]) => !child.stateOnly?.includes(property as keyof I & string)),
      ) as I;
      return { id, inputs, outputs: stateOf(known, place, state.foreignGroup, operation) };
    },

    async update(_id, olds, news, operation) {
      refuseOtherApp("update", called(olds), olds, operation.settings);
      const place = await placeKnown(olds, operation, news);
      if (place === undefined) throw groupAlreadyGone(called(olds), olds);
      const owner = await newGroupOwner(olds, news.adopt, operation);
      if (owner !== undefined) throw refusedForeignGroup(called(olds), foreignOwnerText(owner));
      const handover = await handOver(child, called(olds), inputsOf<I>(olds), news, operation);
      return apply(news, handover, place, olds.foreignGroup, operation);
    },

    async delete(_id, state, operation) {
      const { program, log, settings } = operation;
      refuseOtherApp("delete", called(state), state, settings);
      const things = child.remoteObjects(inputsOf<I>(state)).map(({ key }) => key);
      if (program.isRunning()) await program.waitForChecks();
      const holders = new Map(things.map((key) => [key, program.managerOf(key)?.text]));
      const texts = [...new Set([...holders.values()].flatMap((text) => text ?? []))];
      if (texts.length > 0) log.info(handedOverText(called(state), texts));
      if (texts.length > 0 && [...holders.values()].every((text) => text !== undefined)) return;
      const isOthers = (key: string) => holders.get(key) !== undefined || program.isShared(key);
      const rest = child.withoutObjects(inputsOf<I>(state), isOthers);
      const place = await placeKnown(state, operation);
      const owner = place && (await newGroupOwner(state, state.adopt, operation));
      if (owner !== undefined) return log.warn(leftInForeignGroup(called(state), foreignOwnerText(owner)));
      const remove = async (there: ParentGroup) => {
        await child.remove(rest, there, operation);
        return "removed";
      };
      if (place && (await unlessGroupGoes(remove(place), state, operation)) === "removed") return;
      log.info(`The ${called(state)} no longer exists, since the group is gone: nothing to remove.`);
    },
  };
}

const ownerProperties = ["__managedBy", "__identity", "__parentUrn"] as const satisfies readonly (keyof OwnerInputs)[];

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
