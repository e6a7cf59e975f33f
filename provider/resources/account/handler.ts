import { isDeepStrictEqual } from "node:util";
import type { CallOptions, ChatClient, Profile } from "../../../chat";
import { explain, PartialFailure } from "../../errors";
import type { CheckResult, OperationContext, PlanContext, Properties, ResourceHandler } from "../../handler";
import { isOutdated, locationOf, refuseOtherLocation, refuseOtherService } from "../../ownership/location";
import { parseNames } from "../../ownership/owner";
import type { Thing } from "../../program/declarations";
import { aText, commonState } from "../../state";
import { flag, isUnknown } from "../../validation";
import { Bringing, ImportedByOthers } from "./bring";
import { oneAtATime } from "./oneAtATime";
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
  /** The name of the resource's class. */
  readonly kind: "Account" | "Chatbot";
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
      if (error instanceof ImportedByOthers || (before === undefined && !bringing.mayExist)) throw error;
      const text = `${explain(`Could not finish the ${called(inputs)}`, error)}\nIt stays in the state: the next \`pulumi up\` finishes it.`;
      throw new PartialFailure(text, inputs.userId, state(before === undefined ? inputs : withDropped(inputs, before)));
    }
  }

  return {
    kind: kind.kind,
    describe: (id, properties) => called({ userId: id, ...properties }),
    stateSchema: { ...commonState, userId: aText, birthday: aText.optional(), existed: flag().optional() },
    idOf: ({ userId }) => userId,
    check: kind.check,
    things: ({ userId, managedBy }, given) => userThings(kind, userId, managedBy, given as Partial<I> | undefined),

    diff(olds, news, plan) {
      refuseOtherService(called(olds), olds, plan);
      const differs = (property: keyof I) => !isDeepStrictEqual(olds[property], news[property]);
      const movesApp = olds.sdkAppId !== plan.sdkAppId;
      const owner = ["managedBy", "identity", "parentUrn"] as const;
      const inputsDiffer = ["userId" as const, "adopt" as const, ...owner, ...profileFields, ...kind.properties].some(
        differs,
      );
      return {
        replaces: [...(differs("userId") ? ["userId"] : []), ...(movesApp ? ["sdkAppId"] : [])],
        changes: inputsDiffer ? "inputs" : movesApp || isOutdated(olds, plan) ? "state" : "none",
        deleteBeforeReplace: !differs("userId") || movesApp,
      };
    },

    create: (inputs, operation) =>
      oneAtATime(`${operation.settings.service}/${operation.settings.sdkAppId}/${inputs.userId}`, async () => {
        const isOurs = kind.isDerived(inputs);
        const createFrom = async (found: FoundUser | undefined) => {
          if (found !== undefined) takeOver(inputs, called(inputs), isOurs, found, operation);
          return bring(inputs, undefined, found, found !== undefined && !isOurs, operation);
        };
        try {
          return { id: inputs.userId, outputs: await createFrom(await find(inputs.userId, operation)) };
        } catch (error) {
          if (!(error instanceof ImportedByOthers)) throw error;
          return { id: inputs.userId, outputs: await createFrom({ profile: error.profile }) };
        }
      }),

    async read(id, partial, operation) {
      const state = partial as UserState<I>;
      refuseOtherLocation("read", called(state), state, operation.settings);
      const found = await find(id, operation);
      if (found === undefined) return undefined;
      const inputs = found.profile ? observedInputs(inputsOf<I>(state), found.profile) : inputsOf<I>(state);
      return { id, inputs, outputs: stateOf(inputs, state.existed === true, operation) };
    },

    async update(_id, olds, news, operation) {
      refuseOtherLocation("update", called(olds), olds, operation.settings);
      const found = await find(olds.userId, operation);
      // One that somebody deleted meanwhile is made again, and is ours from then on.
      const existed = found !== undefined && olds.existed === true;
      if (existed) refuseConflicts(news, olds, called(news), found);
      return bring(news, inputsOf<I>(olds), found, existed, operation);
    },

    async delete(_id, state, operation) {
      refuseOtherLocation("delete", called(state), state, operation.settings);
      const isRecognised = state.existed === true || kind.isDerived(state);
      if (await isHandedOver(state.userId, called(state), isRecognised, operation)) return;
      if (state.existed && state.adopt !== "always") return sayKept(called(state), operation);
      if (await kind.isThere(state.userId, operation)) return kind.remove(state, called(state), operation);
      operation.log.info(`The ${called(state)} is already gone: nothing to delete.`);
    },
  };
}

function userThings(
  { kind, word }: Pick<UserKind<UserInputs>, "kind" | "word">,
  userId: string | undefined,
  managedBy: string | undefined,
  given: { readonly userId?: string } = { userId: "" },
): readonly Thing[] {
  const property = "userId";
  if (userId !== undefined && !isUnknown(userId))
    return [{ key: userThing(userId), text: `the ${word} ${userId}`, property }];
  // A derived id that is not known yet, in the first preview: two of one name would get the same.
  const name = given.userId === undefined ? parseNames(String(managedBy))?.name : undefined;
  return name === undefined
    ? []
    : [{ key: `derived/${kind}/${name}`, text: `a ${word} ${name} without a userId`, property }];
}

function userThing(userId: string): string {
  return `account/${userId}`;
}

/** The engine creates first and deletes last: by now the program may declare the user under another resource. */
async function isHandedOver(
  userId: string,
  called: string,
  isRecognised: boolean,
  { program, log }: OperationContext,
): Promise<boolean> {
  if (program.isRunning()) await program.settled();
  const holder = program.holderOf(userThing(userId));
  if (holder === undefined) return false;
  log.info(
    `The ${called} is now managed by ${holder.text}: it stays as it is.${
      isRecognised
        ? ""
        : ' That one found it there, so that a destroy keeps it; to have it deleted, set adopt: "always" there.'
    }`,
  );
  return true;
}

function wordsFor(word: string, { userId, managedBy }: Properties): string {
  const id = typeof userId === "string" ? userId : "of unknown id";
  return `${word} ${id}${typeof managedBy === "string" ? ` (${managedBy})` : ""}`;
}

function stateOf<I extends UserInputs>(inputs: I, existed: boolean, { settings }: OperationContext): UserState<I> {
  return { ...inputs, ...locationOf(settings), ...(existed && { existed: true }) };
}

function inputsOf<I extends UserInputs>(state: UserState<I>): I {
  const { sdkAppId: _, service: __, existed: ___, ...inputs } = state;
  return inputs as unknown as I;
}

function sayKept(called: string, { log }: OperationContext): void {
  log.info(
    `The ${called} is kept: it was there before this stack declared it. ` +
      'To delete it, set adopt: "always" on the resource, run `pulumi up`, and then delete it.',
  );
}
