import type { ResourceOptions } from "./program";

/** A resource in the engine's state. */
export interface Resource {
  readonly urn: string;
  readonly kind: string;
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
  /** A create or update succeeded only partly: the next up calls update, whatever diff says. */
  readonly initErrors: boolean;
  readonly options: ResourceOptions;
  readonly dependencies: readonly string[];
  /** The resource that each property comes from. */
  readonly propertyDependencies: Readonly<Record<string, string>>;
  /** Another resource of its URN has replaced it, and it is still to be deleted. */
  isDeleted: boolean;
  /** It was deleted, and its replacement is still to be created. */
  isPendingReplacement: boolean;
}

/** The state of a stack, in the order in which its resources were added. */
export interface Snapshot {
  /** The id of the program's provider, which is the identity of the program; undefined before the first up. */
  readonly identity: string | undefined;
  readonly resources: readonly Readonly<Resource>[];
}

export const emptySnapshot: Snapshot = { identity: undefined, resources: [] };

/** The earlier resources that it depends on. */
function directDependencies(resource: Resource, all: readonly Resource[]): readonly Resource[] {
  const at = all.indexOf(resource);
  return all.slice(0, at).filter(({ urn }) => resource.dependencies.includes(urn));
}

/**
 * The order of deletes: dependents come before their dependencies.
 *
 * @param isReversed resources that could be deleted concurrently are in the other order
 */
export function inDeletionOrder(
  condemned: readonly Resource[],
  all: readonly Resource[],
  isReversed: boolean,
): readonly Resource[] {
  const rest = new Set(condemned);
  const order: Resource[] = [];
  while (rest.size > 0) {
    const free = [...rest].filter((each) => !directDependencies(each, all).some((other) => rest.has(other)));
    order.unshift(...(isReversed ? free.reverse() : free));
    for (const each of free) rest.delete(each);
  }
  return order;
}

/** The URNs of protected resources, and of their dependencies: `--exclude-protected`. */
export function protectedUrns(all: readonly Resource[]): ReadonlySet<string> {
  const urns = new Set<string>();
  const add = (resource: Resource) => {
    if (urns.has(resource.urn)) return;
    urns.add(resource.urn);
    for (const urn of resource.dependencies) for (const each of all) if (each.urn === urn) add(each);
  };
  for (const resource of all) if (resource.options.protect === true) add(resource);
  return urns;
}
