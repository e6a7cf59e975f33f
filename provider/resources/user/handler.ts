import { isDeepStrictEqual } from "node:util";
import { PartialFailure, withContext } from "../../errors";
import type { OperationContext, Properties, ResourceHandler } from "../../handler";
import { isStateOutdated, locationOf, refuseOtherApp, refuseOtherService } from "../../ownership/appLocation";
import { ownerInputNames, parseNames } from "../../ownership/owner";
import type { RemoteObject } from "../../program/declarations";
import { boolean, isUnknown } from "../../validation/schema";
import { commonStateSchema, textSchema } from "../../validation/stateSchema";
import { adoptUser, refuseConflicts } from "./adopt";
import { runExclusively } from "./createQueue";
import { observedInputs, profileFields, withRemovedFields } from "./diff";
import { findUser } from "./find";
import { ConcurrentlyImported, reconcileUser } from "./reconcile";
import type { FoundUser, UserInputs, UserKind, UserState } from "./types";

/** Returns the handler of a user of the app, who is created if there is none, with the declared profile. */
export function userHandler<I extends UserInputs>(kind: UserKind<I>): ResourceHandler<I, UserState<I>> {
  const displayName = (known: object) => userDisplayName(kind.word, known as Properties);

  async function find(userId: string, operation: OperationContext): Promise<FoundUser | undefined> {
    const exists = await kind.exists(userId, operation);
    return exists ? { profile: await kind.readProfile(userId, operation) } : undefined;
  }

  async function reconcileToState(
    inputs: I,
    before: I | undefined,
    found: FoundUser | undefined,
    existedBefore: boolean,
    operation: OperationContext,
  ): Promise<UserState<I>> {
    const state = (known: I) => stateOf(known, existedBefore, operation);
    let mayExist = found !== undefined;
    const onMayExist = () => {
      mayExist = true;
    };
    try {
      await reconcileUser(kind, inputs, before, found, operation, onMayExist);
      return state(inputs);
    } catch (error) {
      if (error instanceof ConcurrentlyImported || (before === undefined && !mayExist)) throw error;
      const text = `${withContext(`Could not finish the ${displayName(inputs)}`, error)}\nIt stays in the state: the next \`pulumi up\` finishes it.`;
      const partial = state(before === undefined ? inputs : withRemovedFields(inputs, before));
      throw new PartialFailure(text, inputs.userId, partial);
    }
  }

  return {
    kind: kind.kind,
    lostOnReplace: kind.lostOnReplace,
    displayName: (id, properties) => displayName({ userId: id, ...properties }),
    stateSchema: {
      ...commonStateSchema,
      userId: textSchema,
      birthday: textSchema.optional(),
      existedBefore: boolean().optional(),
    },
    idOf: ({ userId }) => userId,
    computed: ["userId"],
    check: kind.check,
    remoteObjects: ({ userId, __managedBy: managedBy }, given) =>
      userObjects(kind, userId, managedBy, given as Partial<I> | undefined),

    diff(olds, news, plan) {
      refuseOtherService(displayName(olds), olds, plan);
      const differs = (property: keyof I) => !isDeepStrictEqual(olds[property], news[property]);
      const movesApp = olds.sdkAppId !== plan.sdkAppId;
      const inputsDiffer = [
        "userId" as const,
        "adopt" as const,
        ...ownerInputNames,
        ...profileFields,
        ...kind.properties,
      ].some(differs);
      return {
        replaces: [...(differs("userId") ? ["userId"] : []), ...(movesApp ? ["sdkAppId"] : [])],
        changes: inputsDiffer ? "inputs" : movesApp || isStateOutdated(olds, plan) ? "state" : "none",
        deleteBeforeReplace: !differs("userId") || movesApp,
      };
    },

    create: (inputs, operation) =>
      runExclusively(`${operation.settings.service}/${operation.settings.sdkAppId}/${inputs.userId}`, async () => {
        const isOurs = kind.isDerived(inputs);
        const createFrom = async (found: FoundUser | undefined) => {
          if (found !== undefined) adoptUser(inputs, displayName(inputs), isOurs, found, operation);
          return reconcileToState(inputs, undefined, found, found !== undefined && !isOurs, operation);
        };
        try {
          return { id: inputs.userId, outputs: await createFrom(await find(inputs.userId, operation)) };
        } catch (error) {
          if (!(error instanceof ConcurrentlyImported)) throw error;
          return { id: inputs.userId, outputs: await createFrom({ profile: error.profile }) };
        }
      }),

    async read(id, partial, operation) {
      const state = partial as UserState<I>;
      refuseOtherApp("read", displayName(state), state, operation.settings);
      const found = await find(id, operation);
      if (found === undefined) return undefined;
      const inputs = found.profile ? observedInputs(inputsOf<I>(state), found.profile) : inputsOf<I>(state);
      return { id, inputs, outputs: stateOf(inputs, state.existedBefore === true, operation) };
    },

    find: (id, owner, _isImport, operation) => findUser(kind, id, owner, operation),

    async update(_id, olds, news, operation) {
      refuseOtherApp("update", displayName(olds), olds, operation.settings);
      const found = await find(olds.userId, operation);
      // A user who was deleted meanwhile is created again, and belongs to us from then on.
      const existedBefore = found !== undefined && olds.existedBefore === true;
      if (existedBefore) refuseConflicts(news, olds, displayName(news), found);
      return reconcileToState(news, inputsOf<I>(olds), found, existedBefore, operation);
    },

    async delete(_id, state, operation) {
      refuseOtherApp("delete", displayName(state), state, operation.settings);
      const isOwnUser = state.existedBefore === true || kind.isDerived(state);
      if (await isHandedOver(state.userId, displayName(state), isOwnUser, operation)) return;
      if (state.existedBefore && state.adopt !== "always") return logLeftAlone(displayName(state), operation);
      if (await kind.exists(state.userId, operation)) return kind.remove(state, displayName(state), operation);
      operation.log.info(`The ${displayName(state)} is already gone: nothing to delete.`);
    },
  };
}

function userObjects(
  { kind, word }: Pick<UserKind<UserInputs>, "kind" | "word">,
  userId: string | undefined,
  managedBy: string | undefined,
  given: { readonly userId?: string } = { userId: "" },
): readonly RemoteObject[] {
  const property = "userId";
  if (userId !== undefined && !isUnknown(userId))
    return [{ key: userKey(userId), text: `the ${word} ${userId}`, property }];
  // In the first preview, a derived id is not known yet: two resources of the same name conflict.
  const name = given.userId === undefined ? parseNames(String(managedBy))?.name : undefined;
  return name === undefined
    ? []
    : [{ key: `derived/${kind}/${name}`, text: `a ${word} ${name} without a userId`, property }];
}

function userKey(userId: string): string {
  return `account/${userId}`;
}

/** Whether another resource of the program now declares the user: the engine creates first and deletes last. */
async function isHandedOver(
  userId: string,
  displayName: string,
  isOwnUser: boolean,
  { program, log }: OperationContext,
): Promise<boolean> {
  if (program.isRunning()) await program.waitForChecks();
  const manager = program.managerOf(userKey(userId));
  if (manager === undefined) return false;
  log.info(
    `The ${displayName} is now managed by ${manager.text}: it is left unchanged.${
      isOwnUser
        ? ""
        : ' For that resource it existed before, so a destroy keeps it; to delete it, set adopt: "always" there.'
    }`,
  );
  return true;
}

function userDisplayName(word: string, { userId, __managedBy: managedBy }: Properties): string {
  const id = typeof userId === "string" ? userId : "of unknown id";
  return `${word} ${id}${typeof managedBy === "string" ? ` (${managedBy})` : ""}`;
}

function stateOf<I extends UserInputs>(
  inputs: I,
  existedBefore: boolean,
  { settings }: OperationContext,
): UserState<I> {
  return { ...inputs, ...locationOf(settings), ...(existedBefore && { existedBefore: true }) };
}

function inputsOf<I extends UserInputs>(state: UserState<I>): I {
  const { sdkAppId: _, service: __, existedBefore: ___, ...inputs } = state;
  return inputs as unknown as I;
}

function logLeftAlone(displayName: string, { log }: OperationContext): void {
  log.info(
    `The ${displayName} is kept: it existed before this stack declared it. ` +
      'To delete it, set adopt: "always" on the resource, run `pulumi up`, and then delete the resource.',
  );
}
