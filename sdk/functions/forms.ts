import * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, FunctionName, ResultOf } from "../../provider/functions";
import { refusePlainTextKey } from "../base/plainTextKey";
import { explicitSettings, type Provider } from "../provider";

/** The options of every function. */
export interface FunctionOptions {
  /** The app to ask. Default: that of the environment, then of the stack's config, as for resources. */
  readonly provider?: Provider | undefined;
}

/** The options of the Output form of every function. */
export interface FunctionOutputOptions extends FunctionOptions {
  /**
   * In the Output form alone: resources that have to be there first, beside those that the arguments come from, such as the
   * `GroupMembers` whose result `getGroupMembersOutput` reads. Default: none.
   */
  readonly dependsOn?: pulumi.CustomResource | readonly pulumi.CustomResource[] | undefined;
}

/** Arguments that may be outputs, such as the id of a group that this program makes. */
export type FunctionInputs<A> = {
  readonly [K in keyof A]: pulumi.Input<A[K] extends readonly (infer E)[] | undefined ? InputsOf<E, A[K]> : A[K]>;
};

type InputsOf<E, L> = readonly pulumi.Input<E>[] | Extract<L, undefined>;

/** Arguments of which none has to be given need not be given at all. */
type Parameters<A, G, O> = Record<never, never> extends A ? [args?: G, opts?: O] : [args: G, opts?: O];

/** The form of a function that takes plain values and gives a promise. */
export function plainForm<N extends FunctionName>(name: N) {
  return async (...[args, opts]: Parameters<ArgsOf<N>, ArgsOf<N>, FunctionOptions>): Promise<ResultOf<N>> =>
    call(name, args, await knownNow(name, settingsOf(name, opts)));
}

/**
 * The form that takes and gives outputs. In a preview nothing is called where an argument is not known yet, or comes from
 * a resource that is yet to be made: the id of a group is known before there is the group.
 */
export function outputForm<N extends FunctionName>(name: N) {
  return (
    ...[args, opts = {}]: Parameters<ArgsOf<N>, FunctionInputs<ArgsOf<N>>, FunctionOutputOptions>
  ): pulumi.Output<ResultOf<N>> => {
    const inputs = pulumi.output<unknown>(args);
    const made = idsOf(resourcesOf(inputs));
    const first = idsOf(Promise.resolve([opts.dependsOn ?? []].flat()));
    return pulumi
      .all([inputs, settingsOf(name, opts), made, first])
      .apply(([known, explicit]) => call(name, known as ArgsOf<N>, explicit)) as pulumi.Output<ResultOf<N>>;
  };
}

/** Known once all of them are made; they are what whoever uses it depends on. */
function idsOf(resources: Promise<readonly pulumi.Resource[]>): pulumi.Output<unknown> {
  const ids = resources.then((some) => some.filter(pulumi.CustomResource.isInstance).map(({ id }) => id));
  return pulumi.output<unknown>(ids);
}

/** Internal to the SDK: where it is not there, a value alone decides whether it is known. */
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
  // Loaded when the first function is called: a program that declares resources alone needs no HTTP client.
  const { callFunction }: typeof import("../../provider/functions") = require("../../provider/functions");
  const config = (key: string) => explicit[key] ?? pulumi.runtime.getConfig(key);
  try {
    return await callFunction(name, args ?? ({} as ArgsOf<N>), config);
  } catch (error) {
    // Whatever else a program ends with is printed with its source, which takes half a minute on Node 20.
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}

/** What the program gave to the explicit provider. No result holds the key, so that it makes none a secret. */
function settingsOf(name: string, { provider }: FunctionOptions = {}): pulumi.Output<Settings> {
  if (provider === undefined) return pulumi.output<Settings>(Promise.resolve({}));
  const settings = explicitSettings(provider);
  if (settings === undefined) {
    throw new pulumi.RunError(`${name}: the option provider must be a Provider of pulumi-tencent-chat.`);
  }
  return pulumi.unsecret(pulumi.output(settings));
}

/** @throws RunError when they depend on what a preview does not know */
async function knownNow(name: string, settings: pulumi.Output<Settings>): Promise<Settings> {
  // Internal to the SDK, which has no other way to ask: a promise of an unknown value would wait for ever.
  const { isKnown } = settings as { readonly isKnown?: Promise<boolean> };
  if ((await isKnown) === false) {
    throw new pulumi.RunError(
      `${name}: an argument of the explicit Provider is not known before the update, so that nobody can be asked now. ` +
        `Use ${name}Output, which waits for it, or give the Provider values that are known in a preview.`,
    );
  }
  return new Promise((resolve) => settings.apply(resolve));
}
