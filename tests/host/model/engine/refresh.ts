import { Deployment, Killed, type Outcome, type RunOptions } from "./deployment";
import type { Resource, Snapshot } from "./snapshot";

/** `pulumi refresh`: reads all resources, also those that are still to be deleted. A failure stops no other read. */
export async function refresh(before: Snapshot, options: RunOptions): Promise<Outcome> {
  const run = new Deployment(before, before.identity, { ...options, continueOnError: true });
  const found = new Map<Resource, Resource | undefined>();
  try {
    for (const old of run.base) {
      if (old.isPendingReplacement) continue;
      const step = { op: "read", urn: old.urn, kind: old.kind, old, inputs: undefined } as const;
      await run.step(
        step,
        () => read(old, options),
        ({ now }) => found.set(old, now),
      );
    }
  } catch (error) {
    // A refresh writes the state once, at its end.
    if (error instanceof Killed) return { ...run.ended("killed"), snapshot: before };
    throw error;
  }
  const { identity } = before;
  const resources = withoutDangling(run.base.flatMap((old) => (found.has(old) ? (found.get(old) ?? []) : old)));
  return { ...run.ended(run.messages.length > 0 ? "failed" : "done"), snapshot: { identity, resources } };
}

async function read(old: Resource, { provider }: RunOptions): Promise<{ readonly now: Resource | undefined }> {
  const { id, props, inputs = old.inputs } = await provider.read(old);
  return { now: id === "" ? undefined : { ...old, id, inputs, outputs: props, initErrors: false } };
}

/** Resources no longer depend on a resource that is gone. */
function withoutDangling(resources: readonly Resource[]): Resource[] {
  return resources.map((each, at) => {
    const isThere = (urn: string | undefined) => resources.slice(0, at).some((other) => other.urn === urn);
    const { deletedWith, ...options } = each.options;
    return {
      ...each,
      options: isThere(deletedWith) && deletedWith !== undefined ? { ...options, deletedWith } : options,
      dependencies: each.dependencies.filter(isThere),
      propertyDependencies: Object.fromEntries(
        Object.entries(each.propertyDependencies).filter(([, urn]) => isThere(urn)),
      ),
    };
  });
}
