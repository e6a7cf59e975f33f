import { type Logger, systemClock } from "../../../chat";
import { OperationError, PartialFailure, withContext } from "../../errors";
import type { CheckFailure, PlanContext, Properties, ResourceHandler } from "../../handler";
import { operationContext } from "../../operationContext";
import { keyIdOf } from "../../ownership/mark";
import type { Program } from "../../program/program";
import { programResource } from "../../program/resource";
import { type Lookup, readSettings, type Settings } from "../../settings";
import { toHostFailure } from "../../validation/schema";
import { type StateOperation, validateState } from "../../validation/stateSchema";
import { beginOperation, endWithEngine, engineGone } from "./engineWatch";

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
 * - a failure with `id` and `properties` keeps the resource in the state. Unlike for results, the host does not add
 *   its own property there, without which the resource could never be deleted.
 */
export function dynamicProvider<I extends object, O extends object>(
  handler: ResourceHandler<I, O>,
  program: Program,
): DynamicProvider {
  let lookup: Lookup = () => undefined;
  const settings = memoize(() => readSettings(lookup, (variable) => process.env[variable]));
  const plan = () => planContext(settings());
  const keyOf = (properties: Properties) => programResource(handler.kind, properties).key;
  const operation = (properties: Properties) =>
    operationContext(settings(), {
      log: engineLogger,
      startBy: engineGone,
      program: program.viewFor(keyOf(properties), settings()),
    });

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

  /** Records the outcome of a create or update, for the deletes that follow. */
  async function record<T>(inputs: Properties, work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      program.finish(keyOf(inputs), true);
      return result;
    } catch (error) {
      program.finish(keyOf(inputs), error instanceof PartialFailure);
      throw error;
    }
  }
  const valid = (doing: StateOperation, id: string, state: Properties) =>
    validateState(handler, doing, id, stripHost(state));

  return {
    configure({ config }) {
      endWithEngine();
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
        const { changes, replaces, deleteBeforeReplace } = handler.diff(
          valid("diff", id, olds),
          stripHost<I>(news),
          plan(),
        );
        return { ...hostChanges[changes], replaces: [...replaces], deleteBeforeReplace };
      }),
    create: (inputs) =>
      runOperation(
        `Could not create the ${handler.displayName(undefined, inputs)}`,
        async () => {
          const { id, outputs } = await record(inputs, handler.create(stripHost<I>(inputs), operation(inputs)));
          return { id, outs: toPlainJson(outputs) };
        },
        inputs,
      ),
    read: (id, state) =>
      runOperation(`Could not read the ${handler.displayName(id, state)}`, async () => {
        const result = await handler.read(id, valid("read", id, state), operation(state));
        if (result === undefined) return { id: "" };
        return { id: result.id, props: toPlainJson(result.outputs), inputs: toPlainJson(result.inputs) };
      }),
    update: (id, olds, news) =>
      runOperation(
        `Could not update the ${handler.displayName(id, olds)}`,
        async () => ({
          outs: toPlainJson(
            await record(news, handler.update(id, valid("update", id, olds), stripHost<I>(news), operation(news))),
          ),
        }),
        news,
      ),
    delete: (id, state) =>
      runOperation(`Could not delete the ${handler.displayName(id, state)}`, () =>
        handler.delete(id, valid("delete", id, state), operation(state)),
      ),
  };
}

/** Undefined lets the engine determine which inputs differ: `true` would suppress its detailed diff and `replaceOnChanges`. */
const hostChanges = { none: { changes: false }, inputs: {}, state: { changes: true } } as const;

/** The engine shows the output of this process as lines on the resource's stack. */
const engineLogger: Logger = {
  debug: () => {},
  info: (text) => console.log(text),
  warn: (text) => console.log(`warning: ${text}`),
};

function planContext({ sdkAppId, service, sameServiceAs, secretKey, ownerField }: Settings): PlanContext {
  return {
    sdkAppId,
    service,
    sameServiceAs,
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
    throw failureForHost(withContext(doing, error), error, inputs);
  } finally {
    end();
  }
}

/** For some failures, the host prints `${error}: ${error.stack}` in addition to what the engine shows: this makes it print the message once. */
function failureForHost(message: string, error: unknown, { __provider }: Properties): Error {
  const partial = error instanceof PartialFailure && {
    id: error.id,
    properties: { ...toPlainJson(error.outputs), __provider },
    reasons: [message],
  };
  return Object.assign(new OperationError(message), partial, { toString: () => "pulumi-tencent-chat", stack: message });
}

function memoize<T>(compute: () => T): () => T {
  let memo: { readonly value: T } | undefined;
  return () => {
    memo ??= { value: compute() };
    return memo.value;
  };
}
