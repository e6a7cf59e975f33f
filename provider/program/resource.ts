import { type OwnerInputs, parseNames } from "../ownership/owner";
import { isUnknown } from "../validation/schema";
import type { ProgramResource } from "./programView";

/**
 * Returns a resource of the program with a key made of what the engine uses for its URN within the stack: kind, name,
 * and the types of its parents. The names of the parents are not part of it: a resource that moves from one component
 * to another of the same type is the same resource to the engine, and so is one whose stack was renamed.
 *
 * @param properties its inputs, or its state
 */
export function programResource(kind: string, properties: object): ProgramResource {
  const {
    __managedBy: managedBy,
    __parentUrn: parentUrn,
    __identity: identity,
  } = properties as Partial<Record<keyof OwnerInputs, unknown>>;
  const name = parseNames(String(managedBy))?.name ?? "of unknown name";
  const parent = typeof parentUrn === "string" ? ` (parent ${parentUrn.slice(parentUrn.lastIndexOf("::") + 2)})` : "";
  const owner = typeof identity === "string" && !isUnknown(identity) ? { identity } : {};
  return {
    ...owner,
    key: JSON.stringify([kind, name, parentTypes(parentUrn)]),
    text: `${labelOf({ kind, name })}${parent}`,
  };
}

/** Returns kind and name from the key of a resource. */
export function labelFromKey(key: string): string {
  const [kind, name] = JSON.parse(key) as [string, string];
  return labelOf({ kind, name });
}

export function labelOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind} "${name}"`;
}

/**
 * Returns the types of a parent and its own parents, in which each host has another type for the resources of this package.
 *
 * @param parentUrn `urn:pulumi:<stack>::<project>::<types>::<name>`
 */
export function parentTypes(parentUrn: unknown): string | undefined {
  if (typeof parentUrn !== "string") return undefined;
  return parentUrn.split("::")[2]?.replaceAll("pulumi-nodejs:dynamic/tencent-chat:", "tencent-chat:index:");
}
