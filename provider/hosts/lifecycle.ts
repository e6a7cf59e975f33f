import { isDeepStrictEqual } from "node:util";
import { PartialFailure } from "../errors";
import type { CheckFailure, DiffResult, OperationContext, Properties, ReadResult, ResourceHandler } from "../handler";
import { operationContext } from "../operationContext";
import type { Program } from "../program/program";
import { programResource } from "../program/resource";
import { replacementWarning } from "../replacement";
import { type StateOperation, validateState } from "../validation/stateSchema";
import { engineLogger, logOnce } from "./engineLog";
import { engineGone } from "./engineWatch";
import { type HostProperties, originOf, stripHostProperties, toPlainJson, withProperties } from "./hostProperties";
import type { HostSettings } from "./hostSettings";
import { identitiesOf, type KeptOwner, keepOwner } from "./keptOwner";
import { OperationPace } from "./operationPace";
import { runCancelled } from "./runCancelled";
import { runOperation } from "./runOperation";

/** What differs between the hosts. */
export interface Host {
  readonly settings: HostSettings;
  /** What the running program declares. */
  readonly program: Program;
  /** Whether another host, or another provider, may have written these inputs of the state. */
  isMoved(olds: HostProperties): boolean;
  /** The identity that this host gives to new resources; undefined if only their inputs tell. */
  identity?(): string | undefined;
  /** Whether the engine passes the inputs of the state to a delete: otherwise a delete knows only the outputs. */
  readonly deletesWithInputs?: true;
}

/** What the engine allows for one operation. */
export interface OperationLimits {
  /** How long the operation may take, if the program says so; default: `deadlineSeconds`. */
  readonly timeoutMs?: number | undefined;
  /** Aborted when nothing may start any more; default: when the engine is gone. */
  readonly startBy?: AbortSignal | undefined;
}

/** The calls of the engine for one resource type, the same for all hosts. Every error is an OperationError for a person. */
export interface Lifecycle {
  check(olds: Properties, news: Properties): Promise<{ readonly inputs: object; readonly failures: CheckFailure[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<DiffResult>;
  create(inputs: Properties, limits?: OperationLimits): Promise<{ readonly id: string; readonly outputs: object }>;
  /** @param inputs those of the state, if the host knows them */
  read(
    id: string,
    state: Properties,
    limits?: OperationLimits,
    inputs?: Properties,
  ): Promise<ReadResult<object, object> | undefined>;
  /** Reads a resource by its id alone: see `ResourceHandler.find`. */
  find(id: string, owner: Properties, isImport: boolean, limits?: OperationLimits): ReturnType<Lifecycle["read"]>;
  update(id: string, olds: Properties, news: Properties, limits?: OperationLimits): Promise<object>;
  /** @param inputs those of the state, if the host knows them */
  delete(id: string, state: Properties, limits?: OperationLimits, inputs?: Properties): Promise<void>;
}

/** All resource types of a process share the engine and the client. */
const pace = new OperationPace();
/** Before a write, and after it. */
const readsPerOperation = { create: 2, read: 1, update: 2, delete: 1 };

/** Adapts a handler to the calls of an engine. What only one host does, such as its form of a failure, stays in that host. */
export function lifecycle<I extends object, O extends object>(
  handler: ResourceHandler<I, O>,
  { settings, program, isMoved, identity, deletesWithInputs }: Host,
): Lifecycle {
  const keyOf = (properties: Properties) => programResource(handler.kind, properties).key;
  const valid = (doing: StateOperation, id: string, state: Properties) =>
    validateState(handler, doing, id, stripHostProperties(state));

  /** Does the work of an operation that calls the service, usually with this many reads one after the other. */
  async function operate<T>(
    doing: keyof typeof readsPerOperation,
    properties: Properties,
    state: Properties | undefined,
    { timeoutMs, startBy = engineGone }: OperationLimits,
    work: (operation: OperationContext) => Promise<T>,
  ): Promise<T> {
    const current = settings.current(state);
    const view = program.viewFor(keyOf(properties), current);
    const reader = current.secretKey === undefined ? settings.readerFor(state) : undefined;
    const { batchWindowMs, end } = pace.begin(readsPerOperation[doing]);
    const otherIdentities = identitiesIn([properties, state ?? {}], identity?.());
    const parts = { log: engineLogger, startBy, cancelled: runCancelled, program: view, batchWindowMs };
    try {
      return await work(operationContext(current, { ...parts, timeoutMs, otherIdentities }, reader));
    } finally {
      end();
    }
  }

  /** A new resource of a stack that moved has the owner that the others keep. */
  function newOwner(olds: Properties, { __identity: now }: Properties, isPinned: boolean): KeptOwner | undefined {
    if (Object.keys(olds).length > 0 || isPinned || typeof now !== "string") return undefined;
    const identity = program.keptIdentity(now);
    return identity === undefined ? undefined : { owner: { __identity: identity }, keptFor: [now] };
  }

  /** Refuses, in the preview, what the program declares more than once. */
  function declare(olds: Properties, inputs: I, given: Properties, keptFor: string | undefined): CheckFailure[] {
    const oldInputs = stripHostProperties<Partial<I>>(olds);
    const oldObjects = Object.keys(oldInputs).length === 0 ? undefined : handler.remoteObjects(oldInputs);
    const resource = programResource(handler.kind, inputs);
    const isKept = keptFor !== undefined && resource.identity !== keptFor;
    const declared = { ...resource, ...(isKept && { keptFor }) };
    const conflict = program.declare(declared, handler.remoteObjects(inputs, given), oldObjects, settings.current());
    if (conflict === undefined) return [];
    const { object, other } = conflict;
    return [
      {
        property: object.property,
        reason: `of ${resource.text} declares ${object.text}, which ${other.text} declares as well: keep one of them, or give one of them another ${object.property}`,
      },
    ];
  }

  function finishInPart(inputs: Properties, state: O): void {
    program.finish(keyOf(inputs), true, handler.objectsInState?.(state), settings.current());
  }

  /** Records the outcome of a create or update, for the deletes that follow. */
  async function record<T>(inputs: Properties, work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      program.finish(keyOf(inputs), true);
      return result;
    } catch (error) {
      if (!(error instanceof PartialFailure)) {
        program.finish(keyOf(inputs), false);
        throw error;
      }
      finishInPart(inputs, error.outputs as O);
      throw new PartialFailure(error.message, error.id, outputsOf(error.outputs, inputs));
    }
  }

  return {
    check: (olds, news) =>
      runOperation(`Could not check the ${handler.displayName(undefined, news)}`, async () => {
        const isPinned = settings.current().identity !== undefined;
        const remembersAll = handler.usesOtherIdentities;
        const circumstances = { isMoved: isMoved(olds), isPinned, remembersAll };
        const { owner, keptFor } = newOwner(olds, news, isPinned) ?? keepOwner(olds, news, circumstances);
        const owned = withProperties(news, owner);
        const { inputs, failures } = handler.check(olds, owned, settings.planContext());
        const conflicts = failures.length === 0 ? declare(olds, inputs, owned, keptFor.at(-1)) : [];
        const kept = keptFor.length === 0 ? {} : { __keptFor: keptFor };
        return { inputs: { ...toPlainJson(inputs), ...kept }, failures: [...failures, ...conflicts] };
      }),
    diff: (id, olds, news) =>
      runOperation(`Could not compare the ${handler.displayName(id, olds)}`, async () => {
        const state = valid("diff", id, olds);
        if (handler.objectsInState !== undefined) finishInPart(news, state);
        const difference = handler.diff(state, stripHostProperties<I>(news), settings.planContext(olds));
        const { replaces, notice, summary } = difference;
        for (const text of [replacementWarning(handler, id, olds, news, replaces), notice]) logOnce("warn", text);
        logOnce("info", summary);
        const isOutdated =
          handler.usesOtherIdentities && !deletesWithInputs && !isDeepStrictEqual(olds["__keptFor"], news["__keptFor"]);
        return isOutdated && difference.changes === "none" ? { ...difference, changes: "state" } : difference;
      }),
    create: (inputs, limits = {}) =>
      runOperation(`Could not create the ${handler.displayName(undefined, inputs)}`, async () => {
        const created = operate("create", inputs, undefined, limits, (operation) =>
          handler.create(stripHostProperties<I>(inputs), operation),
        );
        const { id, outputs } = await record(inputs, created);
        return { id, outputs: outputsOf(outputs, inputs) };
      }),
    read: (id, state, limits = {}, inputs = state) =>
      runOperation(`Could not read the ${handler.displayName(id, state)}`, async () => {
        const result = await operate("read", state, state, limits, (operation) =>
          handler.read(id, valid("read", id, state), operation),
        );
        return result && withOrigin(result, { ...originOf(state), ...originOf(inputs) });
      }),
    find: (id, owner, isImport, limits = {}) =>
      runOperation(`Could not read the ${handler.displayName(id, {})}`, async () => {
        const result = await operate("read", owner, undefined, limits, (operation) =>
          handler.find(id, owner, isImport, operation),
        );
        return result && withOrigin(result, {});
      }),
    update: (id, olds, news, limits = {}) =>
      runOperation(`Could not update the ${handler.displayName(id, olds)}`, async () => {
        const updated = operate("update", news, olds, limits, (operation) =>
          handler.update(id, valid("update", id, olds), stripHostProperties<I>(news), operation),
        );
        return outputsOf(await record(news, updated), news);
      }),
    delete: (id, state, limits = {}, inputs = {}) =>
      runOperation(`Could not delete the ${handler.displayName(id, state)}`, () =>
        operate("delete", state, { ...originOf(inputs), ...state }, limits, (operation) =>
          handler.delete(id, valid("delete", id, state), operation),
        ),
      ),
  };
}

/** Returns the identities, besides that of the resource, that other resources of its stack may have. */
function identitiesIn(bags: readonly Properties[], given: string | undefined): readonly string[] {
  const known = bags.flatMap(({ __identity, __keptFor }) => [__identity, ...identitiesOf(__keptFor)]);
  return [...new Set([given, ...known].filter((identity) => typeof identity === "string"))];
}

function outputsOf(outputs: object, inputs: Properties): object {
  return { ...toPlainJson(outputs), ...originOf(inputs) };
}

function withOrigin({ id, outputs, inputs }: ReadResult<object, object>, origin: object): ReadResult<object, object> {
  const read = { id, outputs: { ...toPlainJson(outputs), ...origin } };
  return inputs === undefined ? read : { ...read, inputs: { ...toPlainJson(inputs), ...origin } };
}
