import type { ResourceOptions } from "./program";

/** What the engine keeps of a resource. */
export interface Resource {
  readonly urn: string;
  readonly kind: string;
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
  /** A create or update left it half-made: the next up calls update, whatever diff says. */
  readonly initErrors: boolean;
  readonly options: ResourceOptions;
  readonly dependencies: readonly string[];
  /** Which resource a property comes from. */
  readonly propertyDependencies: Readonly<Record<string, string>>;
  /** It was replaced by another of its URN, and is still to be deleted. */
  isDeleted: boolean;
  /** It was deleted, and the one that replaces it is still to be created. */
  isPendingReplacement: boolean;
}

/** The state of a stack, in the order in which its resources came about. */
export interface Snapshot {
  /** The id of the program's provider, and so the identity of the program; undefined before the first up. */
  readonly identity: string | undefined;
  readonly resources: readonly Readonly<Resource>[];
}

export const emptySnapshot: Snapshot = { identity: undefined, resources: [] };

/** The resources before this one that it depends on. */
function directDependencies(resource: Resource, all: readonly Resource[]): readonly Resource[] {
  const at = all.indexOf(resource);
  return all.slice(0, at).filter(({ urn }) => resource.dependencies.includes(urn));
}

/**
 * What is to be deleted: whoever depends on another comes before it.
 *
 * @param isReversed those that could be deleted at the same time are in the other order
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

/** The URNs of what is protected, and of what that depends on: `--exclude-protected`. */
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
