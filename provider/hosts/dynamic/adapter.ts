import type { CheckFailure, DiffResult, Properties, ResourceHandler } from "../../handler";
import type { Program } from "../../program/program";
import { toHostFailure } from "../../validation/schema";
import { endWithEngine } from "../engineWatch";
import type { HostProperties } from "../hostProperties";
import { HostSettings } from "../hostSettings";
import { withLargeMaps } from "../largeMaps";
import { lifecycle } from "../lifecycle";
import { watchCancel } from "./cancelWatch";
import { dropRepeatedFailures, hostFailure } from "./hostFailure";

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
 * - it prints some failures in addition to the engine: see `hostFailure`.
 */
export function dynamicProvider<I extends object, O extends object>(
  handler: ResourceHandler<I, O>,
  program: Program,
): DynamicProvider {
  const settings = new HostSettings(program);
  const host = { settings, program, isMoved: ({ __host }: HostProperties) => __host !== undefined };
  const calls = withLargeMaps(lifecycle(handler, host), handler.largeMaps, "text");

  return {
    configure({ config }) {
      endWithEngine();
      watchCancel();
      dropRepeatedFailures();
      settings.lookup = (key) => config.get(key);
      return Promise.resolve();
    },
    check: (olds, news) =>
      reporting(async () => {
        const { inputs, failures } = await calls.check(olds, news);
        return { inputs, failures: failures.map(toHostFailure) };
      }),
    diff: (id, olds, news) =>
      reporting(async () => {
        const { changes, replaces, deleteBeforeReplace } = await calls.diff(id, olds, news);
        return { ...hostChanges[changes], replaces: [...replaces], deleteBeforeReplace };
      }),
    create: (inputs) =>
      reporting(async () => {
        const { id, outputs } = await calls.create(inputs);
        return { id, outs: outputs };
      }, inputs),
    read: (id, state) =>
      reporting(async () => {
        const result = await calls.read(id, state);
        if (result === undefined) return { id: "" };
        const { outputs, inputs } = result;
        return { id: result.id, props: outputs, ...(inputs && { inputs }) };
      }),
    update: (id, olds, news) => reporting(async () => ({ outs: await calls.update(id, olds, news) }), news),
    delete: (id, state) => reporting(() => calls.delete(id, state)),
  };
}

/** Undefined lets the engine determine which inputs differ: `true` would suppress its detailed diff and `replaceOnChanges`. */
const hostChanges: Readonly<Record<DiffResult["changes"], { changes?: boolean }>> = {
  none: { changes: false },
  inputs: {},
  state: { changes: true },
};

/** @param inputs of an operation that may leave a half-created resource */
async function reporting<T>(work: () => Promise<T>, inputs: Properties = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw hostFailure(error, inputs);
  }
}
