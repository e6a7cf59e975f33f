import { isDeepStrictEqual } from "node:util";
import type { CallOptions, ChatClient, Profile } from "../../../chat";
import { explain, PartialFailure } from "../../errors";
import type { CheckResult, OperationContext, PlanContext, Properties, ResourceHandler } from "../../handler";
import { refuseOtherApp } from "../../ownership/app";
import { aText, commonState } from "../../state";
import { flag } from "../../validation";
import { Bringing } from "./bring";
import { observedInputs, profileFields, withDropped } from "./profile";
import { refuseConflicts, takeOver } from "./takeOver";
import type { UserInputs, UserState } from "./types";

/** An account or a chatbot, as it was found. */
export interface FoundUser {
  /** Undefined where the service does not give it. */
  readonly profile: Profile | undefined;
}

/** A kind of user. What both have in common is in `userHandler`. */
export interface UserKind<I extends UserInputs> {
  /** The word for it in messages. */
  readonly word: "account" | "chatbot";
  /** What the program decides beside the profile, the id and `adopt`. */
  readonly properties: readonly (keyof I & string)[];
  check(olds: Properties, news: Properties, plan: PlanContext): CheckResult<I>;
  /** Whether the id is derived from this very resource, so that nobody else has it. */
  isDerived(inputs: I): boolean;
  isThere(userId: string, operation: OperationContext): Promise<boolean>;
  /** Must be safe to repeat. */
  make(inputs: I, client: ChatClient, call: CallOptions): Promise<void>;
  readProfile(userId: string, operation: OperationContext): Promise<Profile | undefined>;
  /** Removes one that is there. What is gone by then is no error. */
  remove(state: UserState<I>, called: string, operation: OperationContext): Promise<void>;
}

/** A user of the app as a resource: made where there is none, with the profile that the program declares. */
export function userHandler<I extends UserInputs>(kind: UserKind<I>): ResourceHandler<I, UserState<I>> {
  const called = (known: object) => wordsFor(kind.word, known as Properties);

  async function find(userId: string, operation: OperationContext): Promise<FoundUser | undefined> {
    const isThere = await kind.isThere(userId, operation);
    return isThere ? { profile: await kind.readProfile(userId, operation) } : undefined;
  }

  async function bring(
    inputs: I,
    before: I | undefined,
    found: FoundUser | undefined,
    existed: boolean,
    operation: OperationContext,
  ): Promise<UserState<I>> {
    const bringing = new Bringing(kind, inputs, before, operation);
    const state = (known: I) => stateOf(known, existed, operation);
    try {
      await bringing.run(found);
      return state(inputs);
    } catch (error) {
      if (before === undefined && !bringing.mayExist) throw error;
      const text = `${explain(`Could not finish the ${called(inputs)}`, error)}\nIt stays in the state: the next \`pulumi up\` finishes it.`;
      throw new PartialFailure(text, inputs.userId, state(before === undefined ? inputs : withDropped(inputs, before)));
    }
  }

  return {
    describe: (id, properties) => called({ userId: id, ...properties }),
    stateSchema: { ...commonState, userId: aText, birthday: aText.optional(), existed: flag().optional() },
    idOf: ({ userId }) => userId,
    check: kind.check,

    diff(olds, news, plan) {
      const differs = (property: keyof I) => !isDeepStrictEqual(olds[property], news[property]);
      const movesApp = olds.sdkAppId !== plan.sdkAppId;
      const inputsDiffer = ["userId" as const, "adopt" as const, ...profileFields, ...kind.properties].some(differs);
      return {
        replaces: [...(differs("userId") ? ["userId"] : []), ...(movesApp ? ["sdkAppId"] : [])],
        changes: inputsDiffer ? "inputs" : movesApp ? "state" : "none",
        deleteBeforeReplace: false,
      };
    },

    async create(inputs, operation) {
      const found = await find(inputs.userId, operation);
      const isOurs = kind.isDerived(inputs);
      if (found !== undefined) takeOver(inputs, called(inputs), isOurs, found, operation);
      const outputs = await bring(inputs, undefined, found, found !== undefined && !isOurs, operation);
      return { id: inputs.userId, outputs };
    },

    async read(id, partial, operation) {
      const state = partial as UserState<I>;
      refuseOtherApp("read", called(state), state.sdkAppId, operation);
      const found = await find(id, operation);
      if (found === undefined) return undefined;
      const inputs = found.profile ? observedInputs(inputsOf<I>(state), found.profile) : inputsOf<I>(state);
      return { id, inputs, outputs: stateOf(inputs, state.existed === true, operation) };
    },

    async update(_id, olds, news, operation) {
      refuseOtherApp("update", called(olds), olds.sdkAppId, operation);
      const found = await find(olds.userId, operation);
      // One that somebody deleted meanwhile is made again, and is ours from then on.
      const existed = found !== undefined && olds.existed === true;
      if (existed) refuseConflicts(news, olds, called(news), found);
      return bring(news, inputsOf<I>(olds), found, existed, operation);
    },

    async delete(_id, state, operation) {
      refuseOtherApp("delete", called(state), state.sdkAppId, operation);
      if (state.existed && state.adopt !== "always") return sayKept(called(state), operation);
      if (await kind.isThere(state.userId, operation)) return kind.remove(state, called(state), operation);
      operation.log.info(`The ${called(state)} is already gone: nothing to delete.`);
    },
  };
}

function wordsFor(word: string, { userId, managedBy }: Properties): string {
  const id = typeof userId === "string" ? userId : "of unknown id";
  return `${word} ${id}${typeof managedBy === "string" ? ` (${managedBy})` : ""}`;
}

function stateOf<I extends UserInputs>(inputs: I, existed: boolean, { settings }: OperationContext): UserState<I> {
  return { ...inputs, sdkAppId: settings.sdkAppId, ...(existed && { existed: true }) };
}

function inputsOf<I extends UserInputs>(state: UserState<I>): I {
  const { sdkAppId: _, existed: __, ...inputs } = state;
  return inputs as unknown as I;
}

function sayKept(called: string, { log }: OperationContext): void {
  log.info(
    `The ${called} is kept: it was there before this stack declared it. ` +
      'To delete it, set adopt: "always" on the resource, run `pulumi up`, and then delete it.',
  );
}
