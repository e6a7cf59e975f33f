import { type OwnerInputs, parseNames } from "../ownership/owner";
import type { ProgramResource } from "./programView";

/**
 * Returns a resource of the program with a key made of what the engine uses for its URN within the stack: kind, name,
 * and the types of its parents. The names of the parents are not part of it: a resource that moves from one component
 * to another of the same type is the same resource to the engine, and so is one whose stack was renamed.
 *
 * @param properties its inputs, or its state
 */
export function programResource(kind: string, properties: object): ProgramResource {
  const { __managedBy: managedBy, __parentUrn: parentUrn } = properties as Partial<Record<keyof OwnerInputs, unknown>>;
  const name = parseNames(String(managedBy))?.name ?? "of unknown name";
  const parent = typeof parentUrn === "string" ? ` (parent ${parentUrn.slice(parentUrn.lastIndexOf("::") + 2)})` : "";
  return { key: JSON.stringify([kind, name, typesOf(parentUrn)]), text: `${labelOf({ kind, name })}${parent}` };
}

/** Returns kind and name from the key of a resource. */
export function labelFromKey(key: string): string {
  const [kind, name] = JSON.parse(key) as [string, string];
  return labelOf({ kind, name });
}

export function labelOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind} "${name}"`;
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>` */
function typesOf(parentUrn: unknown): string | undefined {
  return typeof parentUrn === "string" ? parentUrn.split("::")[2] : undefined;
}
