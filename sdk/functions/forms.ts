import * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, FunctionName, ResultOf } from "../../provider/functions";
import { refusePlainTextKey } from "../base/plainTextKey";
import { explicitSettings, type Provider } from "../provider";

/** The options of every function. */
export interface FunctionOptions {
  /** The app to read from. Default: the settings of the environment, then of the stack's config, as for resources. */
  readonly provider?: Provider | undefined;
}

/** The options of the Output form of every function. */
export interface FunctionOutputOptions extends FunctionOptions {
  /**
   * Only in the Output form: resources that must exist first, in addition to those that the arguments come from. Example:
   * the `GroupMembers` whose result `getGroupMembersOutput` reads. Default: none.
   */
  readonly dependsOn?: pulumi.CustomResource | readonly pulumi.CustomResource[] | undefined;
}

/** Arguments that may be outputs, such as the id of a group that this program creates. */
export type FunctionInputs<A> = {
  readonly [K in keyof A]: pulumi.Input<A[K] extends readonly (infer E)[] | undefined ? InputsOf<E, A[K]> : A[K]>;
};

type InputsOf<E, L> = readonly pulumi.Input<E>[] | Extract<L, undefined>;

/** The argument object can be omitted if all its properties are optional. */
type Parameters<A, G, O> = Record<never, never> extends A ? [args?: G, opts?: O] : [args: G, opts?: O];

/** Returns the form of a function that takes plain values and returns a promise. */
export function plainForm<N extends FunctionName>(name: N) {
  return async (...[args, opts]: Parameters<ArgsOf<N>, ArgsOf<N>, FunctionOptions>): Promise<ResultOf<N>> =>
    call(name, args, await requireKnown(name, settingsOf(name, opts)));
}

/**
 * Returns the form of a function that takes and returns outputs. A preview makes no call while an argument is unknown, or
 * comes from a resource that does not exist yet: the id of a group is known before the group exists.
 */
export function outputForm<N extends FunctionName>(name: N) {
  return (
    ...[args, opts = {}]: Parameters<ArgsOf<N>, FunctionInputs<ArgsOf<N>>, FunctionOutputOptions>
  ): pulumi.Output<ResultOf<N>> => {
    const inputs = pulumi.output<unknown>(args);
    const argumentIds = idsOf(resourcesOf(inputs));
    const dependencyIds = idsOf(Promise.resolve([opts.dependsOn ?? []].flat()));
    return pulumi
      .all([inputs, settingsOf(name, opts), argumentIds, dependencyIds])
      .apply(([known, explicit]) => call(name, known as ArgsOf<N>, explicit)) as pulumi.Output<ResultOf<N>>;
  };
}

/** The ids are known once all resources exist. Whatever uses the output depends on these resources. */
function idsOf(resources: Promise<readonly pulumi.Resource[]>): pulumi.Output<unknown> {
  const ids = resources.then((all) => all.filter(pulumi.CustomResource.isInstance).map(({ id }) => id));
  return pulumi.output<unknown>(ids);
}

/** `allResources` is internal to the SDK: without it, only the value decides whether the output is known. */
async function resourcesOf(output: pulumi.Output<unknown>): Promise<readonly pulumi.Resource[]> {
  const { allResources } = output as { readonly allResources?: () => Promise<ReadonlySet<pulumi.Resource>> };
  return [...((await allResources?.()) ?? [])];
}

type Settings = Readonly<Record<string, string | undefined>>;

async function call<N extends FunctionName>(
  name: N,
  args: ArgsOf<N> | undefined,
  explicit: Settings,
): Promise<ResultOf<N>> {
  refusePlainTextKey();
  // Loaded by the first call: a program that only declares resources needs no HTTP client.
  const { callFunction }: typeof import("../../provider/functions") = require("../../provider/functions");
  const config = (key: string) => explicit[key] ?? pulumi.runtime.getConfig(key);
  try {
    return await callFunction(name, args ?? ({} as ArgsOf<N>), config);
  } catch (error) {
    // Any other error is printed with its source, which takes half a minute on Node 20.
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}

/** Returns the arguments of the explicit provider. Unsecret, since no result contains the key. */
function settingsOf(name: string, { provider }: FunctionOptions = {}): pulumi.Output<Settings> {
  if (provider === undefined) return pulumi.output<Settings>(Promise.resolve({}));
  const settings = explicitSettings(provider);
  if (settings === undefined) {
    throw new pulumi.RunError(`${name}: the option "provider" must be a Provider of pulumi-tencent-chat.`);
  }
  return pulumi.unsecret(pulumi.output(settings));
}

/** Returns the settings. @throws RunError when they depend on a value that a preview does not know */
async function requireKnown(name: string, settings: pulumi.Output<Settings>): Promise<Settings> {
  // Internal to the SDK, which has no other way to check: a promise of an unknown value would never resolve.
  const { isKnown } = settings as { readonly isKnown?: Promise<boolean> };
  if ((await isKnown) === false) {
    throw new pulumi.RunError(
      `${name}: an argument of the explicit Provider is not known before the update, so the service cannot be called yet. ` +
        `Use ${name}Output, which waits for it, or give the Provider values that are known in a preview.`,
    );
  }
  return new Promise((resolve) => settings.apply(resolve));
}
