import { isDeepStrictEqual } from "node:util";
import { ChatError } from "../../../chat";
import { explain, OperationError, PartialFailure } from "../../errors";
import type {
  CheckResult,
  DiffResult,
  OperationContext,
  PlanContext,
  Properties,
  ResourceHandler,
} from "../../handler";
import { refuseOtherApp } from "../../ownership/app";
import { aText, aTime, commonState, type StateSchema } from "../../state";
import { type ChildInputs, type Place, placeOf } from "./place";

/** What the state holds: the inputs, so that a delete knows them, and which group it was. */
export type ChildState<I> = I & {
  readonly sdkAppId: number;
  /** Unix seconds; with the id it tells the group from a later one with the same id. */
  readonly groupCreateTime: number;
};

/**
 * Everything that is to be written, made ready by reads alone. What it fails with keeps the part in the state, but for
 * `NothingMade`.
 *
 * @param remember takes what was seen of the part and is for the state alone, also when the work fails after it
 */
type Work<I> = (remember: (seen: Partial<I>) => void) => Promise<void>;

/** What was to be made is certainly not there: a create that ends so leaves nothing in the state. */
export class NothingMade extends OperationError {}

/** A part of a group as a resource. What all of them have in common is in `childHandler`. */
export interface GroupChild<I extends ChildInputs> {
  /** The words for it in messages, before "of group …", such as `attributes`. The inputs may lack anything. */
  describe(inputs: Properties): string;
  id(inputs: I): string;
  /** What the program decides. The group id and the app come on top. */
  readonly properties: readonly Exclude<keyof I & string, "groupId" | "managedBy">[];
  /** Those of them that can only be changed by making it anew. */
  readonly replacedBy: readonly Exclude<keyof I & string, "groupId" | "managedBy">[];
  /** What it needs of its state beside what all parts have. */
  readonly stateSchema: StateSchema;
  /** How some of them are compared; the others are the same only in every detail. */
  readonly same?: Partial<Record<keyof I, (a: unknown, b: unknown) => boolean>>;
  check(olds: Properties, news: Properties, plan: PlanContext): CheckResult<I>;
  /**
   * Reads what is there and refuses what must not be done; all that is written is in what it returns.
   *
   * @param before what the program said until now; undefined when the resource is made
   */
  prepare(inputs: I, before: I | undefined, place: Place, operation: OperationContext): Promise<Work<I>>;
  /** The inputs with what the group really has in their place; undefined: it is gone. */
  observe(known: I, place: Place, operation: OperationContext): Promise<I | undefined>;
  /** Removes it from the group. What is gone already is no error. */
  remove(known: I, place: Place, operation: OperationContext): Promise<void>;
  /** What is in the state alone, and in no inputs. */
  readonly stateOnly?: readonly (keyof I & string)[];
  /** What to remember of a change that stopped half-way, where the new inputs alone would forget what is still to be removed. */
  halfway?(inputs: I, before: I): I;
}

/**
 * A part of a group: its lifecycle follows the group's. When the group is gone, or another one has its id, the part is
 * gone, too: a refresh drops it from the state, and a delete has nothing to do.
 */
export function childHandler<I extends ChildInputs>(child: GroupChild<I>): ResourceHandler<I, ChildState<I>> {
  const called = (known: object) => {
    const inputs = known as Properties;
    return wordsFor(child.describe(inputs), inputs);
  };

  /**
   * The group of the state; undefined: it is gone, whatever has its id now.
   *
   * @param inputs what decides about what may be taken over there
   */
  async function placeKnown(
    state: ChildState<I>,
    operation: OperationContext,
    inputs: ChildInputs = state,
  ): Promise<Place | undefined> {
    const place = await placeOf(inputs, operation);
    return place?.info.createTime === state.groupCreateTime ? place : undefined;
  }

  /** A group may go between two calls: undefined when this fails, and the group is gone. */
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
    before: I | undefined,
    place: Place,
    operation: OperationContext,
  ): Promise<ChildState<I>> {
    const work = await child.prepare(inputs, before, place, operation);
    let seen: Partial<I> = {};
    const state = (known: I) => stateOf({ ...known, ...seen }, place, operation);
    try {
      await work((latest) => {
        seen = latest;
      });
      return state(inputs);
    } catch (error) {
      if (before === undefined && error instanceof NothingMade) throw error;
      const text = `${explain(`Could not finish the ${called(inputs)}`, error)}\nIt stays in the state: the next \`pulumi up\` finishes it, and \`pulumi destroy\` removes it.`;
      const known = before === undefined ? inputs : (child.halfway?.(inputs, before) ?? inputs);
      throw new PartialFailure(text, child.id(inputs), state(known));
    }
  }

  return {
    describe: (_id, properties) => called(properties),
    stateSchema: { ...commonState, groupId: aText, groupCreateTime: aTime, ...child.stateSchema },
    idOf: (state) => child.id(state),
    check: child.check,

    diff(olds, news, plan): DiffResult {
      const differs = (property: keyof I) =>
        !(child.same?.[property] ?? isDeepStrictEqual)(olds[property], news[property]);
      const movesApp = olds.sdkAppId !== plan.sdkAppId;
      const replaces = (["groupId", ...child.replacedBy] as const).filter(differs);
      const inputsDiffer = replaces.length > 0 || child.properties.some(differs);
      return {
        replaces: [...replaces, ...(movesApp ? ["sdkAppId"] : [])],
        changes: inputsDiffer ? "inputs" : movesApp ? "state" : "none",
        // Made first, the new one would be removed with the old one.
        deleteBeforeReplace: replaces.length > 0 && olds.groupId === news.groupId && !movesApp,
      };
    },

    async create(inputs, operation) {
      const place = await placeOf(inputs, operation);
      if (place === undefined) throw noGroup(called(inputs), inputs);
      return { id: child.id(inputs), outputs: await apply(inputs, undefined, place, operation) };
    },

    async read(id, partial, operation) {
      const state = partial as ChildState<I>;
      refuseOtherApp("read", called(state), state.sdkAppId, operation);
      const place = await placeKnown(state, operation);
      const known =
        place && (await unlessGroupGoes(child.observe(inputsOf<I>(state), place, operation), state, operation));
      if (known === undefined || place === undefined) return undefined;
      const inputs = Object.fromEntries(
        Object.entries(known).filter(([property]) => !child.stateOnly?.includes(property as keyof I & string)),
      ) as I;
      return { id, inputs, outputs: stateOf(known, place, operation) };
    },

    async update(_id, olds, news, operation) {
      refuseOtherApp("update", called(olds), olds.sdkAppId, operation);
      const place = await placeKnown(olds, operation, news);
      if (place === undefined) throw groupGone(called(olds), olds);
      return apply(news, inputsOf<I>(olds), place, operation);
    },

    async delete(_id, state, operation) {
      refuseOtherApp("delete", called(state), state.sdkAppId, operation);
      const place = await placeKnown(state, operation);
      const remove = async (there: Place) => {
        await child.remove(inputsOf<I>(state), there, operation);
        return "removed";
      };
      if (place && (await unlessGroupGoes(remove(place), state, operation)) === "removed") return;
      operation.log.info(`The ${called(state)} went with the group, which is gone: nothing to remove.`);
    },
  };
}

function wordsFor(what: string, { groupId, managedBy }: Properties): string {
  const group = typeof groupId === "string" ? groupId : "of unknown id";
  return `${what} of group ${group}${typeof managedBy === "string" ? ` (${managedBy})` : ""}`;
}

function stateOf<I extends ChildInputs>(inputs: I, { info }: Place, { settings }: OperationContext): ChildState<I> {
  return { ...inputs, sdkAppId: settings.sdkAppId, groupCreateTime: info.createTime };
}

function inputsOf<I>(state: ChildState<I>): I {
  const { sdkAppId: _, groupCreateTime: __, ...inputs } = state;
  return inputs as I;
}

function noGroup(what: string, { groupId }: ChildInputs): OperationError {
  return new OperationError(
    `Could not create the ${what}: there is no group ${groupId} in this app. ` +
      "Pass the Group itself as `group`, so that it is made first, with the provider or parent of the Group; or see whether the id and the app are right.",
  );
}

function groupGone(what: string, { groupId }: ChildInputs): OperationError {
  return new OperationError(
    `Cannot update the ${what}: the group ${groupId} of the state does not exist any more, whatever has its id now. ` +
      "Run `pulumi up --refresh`: it takes note of that and makes what is declared again.",
  );
}
