import { Deployment, Killed, type Outcome, type RunOptions, Stopped } from "./deployment";
import { emptySnapshot, inDeletionOrder, protectedUrns, type Resource, type Snapshot } from "./snapshot";

/**
 * Deletes one resource, if its options let the provider be called at all.
 *
 * @param deletes URNs of which something is deleted in this run
 * @returns whether it is gone from the state, or may go
 */
export async function deleteOne(
  deployment: Deployment,
  old: Resource,
  deletes: ReadonlySet<string>,
  { isReplaced }: { readonly isReplaced: boolean },
): Promise<boolean> {
  const { protect, retainOnDelete, deletedWith } = old.options;
  if (protect && !isReplaced) {
    deployment.messages.push(`resource ${old.urn} cannot be deleted because it is protected`);
    return false;
  }
  if (retainOnDelete === true || (deletedWith !== undefined && deletes.has(deletedWith))) {
    deployment.dropped.push(old);
    return true;
  }
  const step = { op: "delete", urn: old.urn, kind: old.kind, old, inputs: undefined } as const;
  return deployment.step(
    step,
    () => deployment.options.provider.delete(old),
    () => {},
  );
}

/** Deletes the others, in the reverse order of dependencies. Dependencies of a resource that could not be deleted stay. */
export async function deleteRest(
  deployment: Deployment,
  condemned: readonly Resource[],
  deletes: Set<string>,
): Promise<void> {
  const { base, options } = deployment;
  for (const { urn } of condemned) deletes.add(urn);
  const needed = new Set<string>();
  const order = inDeletionOrder(condemned, base, options.order === "last");
  for (const old of order) {
    const isGone =
      (old.isPendingReplacement && !old.isDeleted) ||
      (!needed.has(old.urn) && (await deleteOne(deployment, old, deletes, { isReplaced: old.isDeleted })));
    if (isGone) deployment.retire(old);
    else for (const urn of old.dependencies) needed.add(urn);
    deployment.checkpoint();
  }
}

/** `pulumi destroy`: no program, no check. */
export async function destroy(
  before: Snapshot,
  { excludeProtected, ...options }: RunOptions & { readonly excludeProtected: boolean },
): Promise<Outcome> {
  const run = new Deployment(before, before.identity, options);
  const excluded = excludeProtected ? protectedUrns(run.base) : new Set<string>();
  try {
    await deleteRest(
      run,
      run.base.filter(({ urn }) => !excluded.has(urn)),
      new Set(),
    );
  } catch (error) {
    if (error instanceof Killed) return run.ended("killed");
    if (!(error instanceof Stopped)) throw error;
  }
  const outcome = run.ended(run.messages.length > 0 ? "failed" : "done");
  // The program's provider is deleted last.
  return outcome.snapshot.resources.length > 0 ? outcome : { ...outcome, snapshot: emptySnapshot };
}
