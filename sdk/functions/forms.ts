import * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, FunctionName, ResultOf } from "../../provider/functions";
import { programError } from "../base/programError";
import { call } from "./call";
import { checkOptions, type FunctionOptions, type FunctionOutputOptions, requireKnown, settingsOf } from "./options";

/** Arguments that may be outputs, such as the id of a group that this program creates. */
export type FunctionInputs<A> = {
  readonly [K in keyof A]: pulumi.Input<A[K] extends readonly (infer E)[] | undefined ? InputsOf<E, A[K]> : A[K]>;
};

type InputsOf<E, L> = readonly pulumi.Input<E>[] | Extract<L, undefined>;

/** The argument object can be omitted if all its properties are optional. */
type Parameters<A, G, O> = Record<never, never> extends A ? [args?: G, opts?: O] : [args: G, opts?: O];

/** Returns the form of a function that takes plain values and returns a promise. */
export function plainForm<N extends FunctionName>(name: N) {
  return async (...[args, opts = {}]: Parameters<ArgsOf<N>, ArgsOf<N>, FunctionOptions>): Promise<ResultOf<N>> => {
    checkOptions(name, opts, "plain");
    refuseOutputs(name, args);
    return call(name, args, await requireKnown(name, settingsOf(name, opts)), opts);
  };
}

/**
 * Returns the form of a function that takes and returns outputs. A preview makes no call while an argument is unknown, or
 * comes from a resource that does not exist yet: the id of a group is known before the group exists.
 */
export function outputForm<N extends FunctionName>(name: N) {
  return (
    ...[args, opts = {}]: Parameters<ArgsOf<N>, FunctionInputs<ArgsOf<N>>, FunctionOutputOptions>
  ): pulumi.Output<ResultOf<N>> => {
    checkOptions(name, opts, "output");
    const inputs = pulumi.output<unknown>(args);
    const argumentIds = idsOf(resourcesOf(inputs));
    const dependencyIds = idsOf(Promise.resolve([opts.dependsOn ?? []].flat()));
    return pulumi
      .all([inputs, settingsOf(name, opts), argumentIds, dependencyIds])
      .apply(([known, explicit]) => call(name, known as ArgsOf<N>, explicit, opts)) as pulumi.Output<ResultOf<N>>;
  };
}

/** Refuses outputs and promises, which the plain form would read as objects. @throws RunError */
function refuseOutputs(name: string, args: object | undefined): void {
  for (const [argument, value] of Object.entries(args ?? {})) {
    for (const item of [value].flat()) {
      if (pulumi.Output.isInstance(item)) {
        throw programError(`${name}: ${argument} is an Output: use ${name}Output, which waits for its value.`);
      }
      if (item instanceof Promise) {
        throw programError(`${name}: ${argument} is a Promise: await it, or use ${name}Output.`);
      }
    }
  }
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
