import { type Logger, systemClock } from "../../../chat";
import { PartialFailure, withContext } from "../../errors";
import type { CheckFailure, OperationContext, PlanContext, Properties, ResourceHandler } from "../../handler";
import { NotConfigured, type SettingsReader } from "../../notConfigured";
import { operationContext } from "../../operationContext";
import type { AppLocation } from "../../ownership/appLocation";
import { keyIdOf } from "../../ownership/mark";
import type { Program } from "../../program/program";
import { programResource } from "../../program/resource";
import { replacementWarning } from "../../replacement";
import { type Lookup, readSettings, type Settings } from "../../settings";
import { toHostFailure } from "../../validation/schema";
import { type StateOperation, validateState } from "../../validation/stateSchema";
import { runCancelled, watchCancel } from "./cancelWatch";
import { beginOperation, endWithEngine, engineGone } from "./engineWatch";
import { dropRepeatedFailures, hostFailure } from "./hostFailure";
import { OperationPace } from "./operationPace";

/** What Pulumi's dynamic-provider host calls: the interface of `pulumi.dynamic.ResourceProvider`. */
export interface DynamicProvider {
  configure(request: { readonly config: { get(key: string): string | undefined } }): Promise<void>;
  check(olds: Properties, news: Properties): Promise<{ inputs: object; failures: CheckFailure[] }>;
  diff(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<{ changes?: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Properties): Promise<{ id: string; outs: object }>;
  read(id: string, state: Properties): Promise<{ id: string; props?: object; inputs?: object }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: object }>;
  delete(id: string, state: Properties): Promise<void>;
}

/**
 * Adapts a handler to Pulumi's dynamic-provider host. Everything specific to that host is here:
 * - it may call before an asynchronous `configure` has ended, and ignores one that fails: so nothing is awaited
 *   there, and every method reports a bad setting;
 * - it fails on values that are not plain JSON, after the group exists: so results are made plain;
 * - it prints some failures in addition to the engine: see `hostFailure`.
 */
export function dynamicProvider<I extends object, O extends object>(
  handler: ResourceHandler<I, O>,
  program: Program,
): DynamicProvider {
  let lookup: Lookup = () => undefined;
  let known: Settings | undefined;
  const settings = (state?: Properties) => {
    known ??= readSettings(lookup, (variable) => process.env[variable], readerOf(state));
    return known;
  };
  const plan = (state?: Properties) => planContext(settings(state));
  /** Where no program runs, the engine destroys or refreshes. Reads files: only for the first read, and for a failure. */
  const readerOf = (state: Properties | undefined): SettingsReader =>
    state === undefined || program.isRunning()
      ? { kind: "program" }
      : { kind: "recorded", location: locationIn(state) };
  const keyOf = (properties: Properties) => programResource(handler.kind, properties).key;
  /** Does the work of an operation that calls the service, usually with this many reads one after the other. */
  async function operate<T>(
    properties: Properties,
    state: Properties | undefined,
    reads: number,
    work: (operation: OperationContext) => Promise<T>,
  ): Promise<T> {
    const current = settings(state);
    const view = program.viewFor(keyOf(properties), current);
    const reader = current.secretKey === undefined ? readerOf(state) : undefined;
    const { batchWindowMs, end } = pace.begin(reads);
    const parts = { log: engineLogger, startBy: engineGone, cancelled: runCancelled, program: view, batchWindowMs };
    try {
      return await work(operationContext(current, parts, reader));
    } finally {
      end();
    }
  }

  /** Refuses, in the preview, what the program declares more than once. */
  function declare(olds: Properties, inputs: I, given: Properties): CheckFailure[] {
    const oldInputs = stripHost<Partial<I>>(olds);
    const oldObjects = Object.keys(oldInputs).length === 0 ? undefined : handler.remoteObjects(oldInputs);
    const resource = programResource(handler.kind, inputs);
    const conflict = program.declare(resource, handler.remoteObjects(inputs, given), oldObjects, settings());
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
    program.finish(keyOf(inputs), true, handler.objectsInState?.(state), settings());
  }

  /** Records the outcome of a create or update, for the deletes that follow. */
  async function record<T>(inputs: Properties, work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      program.finish(keyOf(inputs), true);
      return result;
    } catch (error) {
      if (error instanceof PartialFailure) finishInPart(inputs, error.outputs as O);
      else program.finish(keyOf(inputs), false);
      throw error;
    }
  }
  const valid = (doing: StateOperation, id: string, state: Properties) =>
    validateState(handler, doing, id, stripHost(state));

  return {
    configure({ config }) {
      endWithEngine();
      watchCancel();
      dropRepeatedFailures();
      lookup = (key) => config.get(key);
      return Promise.resolve();
    },
    check: (olds, news) =>
      runOperation(`Could not check the ${handler.displayName(undefined, news)}`, async () => {
        const { inputs, failures } = handler.check(olds, news, plan());
        const conflicts = failures.length === 0 ? declare(olds, inputs, news) : [];
        return { inputs: toPlainJson(inputs), failures: [...failures, ...conflicts].map(toHostFailure) };
      }),
    diff: (id, olds, news) =>
      runOperation(`Could not compare the ${handler.displayName(id, olds)}`, async () => {
        const state = valid("diff", id, olds);
        if (handler.objectsInState !== undefined) finishInPart(news, state);
        const difference = handler.diff(state, stripHost<I>(news), plan(olds));
        const { changes, replaces, deleteBeforeReplace, notice, summary } = difference;
        for (const text of [replacementWarning(handler, id, olds, news, replaces), notice]) logOnce("warn", text);
        logOnce("info", summary);
        return { ...hostChanges[changes], replaces: [...replaces], deleteBeforeReplace };
      }),
    create: (inputs) =>
      runOperation(
        `Could not create the ${handler.displayName(undefined, inputs)}`,
        async () => {
          const created = operate(inputs, undefined, readsPerOperation.create, (operation) =>
            handler.create(stripHost<I>(inputs), operation),
          );
          const { id, outputs } = await record(inputs, created);
          return { id, outs: toPlainJson(outputs) };
        },
        inputs,
      ),
    read: (id, state) =>
      runOperation(`Could not read the ${handler.displayName(id, state)}`, async () => {
        const result = await operate(state, state, readsPerOperation.read, (operation) =>
          handler.read(id, valid("read", id, state), operation),
        );
        if (result === undefined) return { id: "" };
        const { outputs, inputs } = result;
        return { id: result.id, props: toPlainJson(outputs), ...(inputs && { inputs: toPlainJson(inputs) }) };
      }),
    update: (id, olds, news) =>
      runOperation(
        `Could not update the ${handler.displayName(id, olds)}`,
        async () => {
          const updated = operate(news, olds, readsPerOperation.update, (operation) =>
            handler.update(id, valid("update", id, olds), stripHost<I>(news), operation),
          );
          return { outs: toPlainJson(await record(news, updated)) };
        },
        news,
      ),
    delete: (id, state) =>
      runOperation(`Could not delete the ${handler.displayName(id, state)}`, () =>
        operate(state, state, readsPerOperation.delete, (operation) =>
          handler.delete(id, valid("delete", id, state), operation),
        ),
      ),
  };
}

/** All resource types of a process share the engine and the client. */
const pace = new OperationPace();
/** Before a write, and after it. */
const readsPerOperation = { create: 2, read: 1, update: 2, delete: 1 };

/** Undefined lets the engine determine which inputs differ: `true` would suppress its detailed diff and `replaceOnChanges`. */
const hostChanges = { none: { changes: false }, inputs: {}, state: { changes: true } } as const;

const logged = new Set<string>();

/** The engine may compare a resource several times in a run. */
function logOnce(level: "info" | "warn", text: string | undefined): void {
  if (text === undefined || logged.has(text)) return;
  logged.add(text);
  engineLogger[level](text);
}

/** The engine shows the output of this process as lines on the resource's stack. */
const engineLogger: Logger = {
  debug: () => {},
  info: (text) => console.log(text),
  warn: (text) => console.log(`warning: ${text}`),
};

function planContext(settings: Settings): PlanContext {
  const { sdkAppId, service, sameServiceAs, sources, secretKey, ownerField } = settings;
  return {
    sdkAppId,
    service,
    sameServiceAs,
    sources,
    keyId: secretKey === undefined ? undefined : keyIdOf(secretKey),
    ownerField,
    now: systemClock.now(),
  };
}

/** Returns the state without the host's own property, which handlers do not know. */
function stripHost<T>(properties: Properties): T {
  const { __provider: _, ...rest } = properties;
  return rest as T;
}

/** Removes everything that JSON cannot represent. */
function toPlainJson(value: object): object {
  return JSON.parse(JSON.stringify(value));
}

/** @param inputs of an operation that may leave a half-created resource */
async function runOperation<T>(doing: string, work: () => Promise<T>, inputs: Properties = {}): Promise<T> {
  const end = beginOperation();
  try {
    return await work();
  } catch (error) {
    throw hostFailure(failureText(doing, error), error, toPlainJson, inputs);
  } finally {
    end();
  }
}

const reported = new Set<string>();

/** Missing settings fail every resource in the same way: only the first one says what to do. */
function failureText(doing: string, error: unknown): string {
  const text = withContext(doing, error);
  if (!(error instanceof NotConfigured)) return text;
  if (reported.has(text)) return `${doing}: Tencent Cloud Chat is not configured, as already reported.`;
  reported.add(text);
  return text;
}

/** Returns where the state of a resource says that it is. The state may be damaged. */
function locationIn({ sdkAppId, service }: Properties): AppLocation {
  return {
    ...(typeof sdkAppId === "number" && { sdkAppId }),
    ...(typeof service === "string" && { service }),
  };
}
