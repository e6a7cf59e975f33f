/** The readable part of an owner: the stack and the resource. Names prove nothing: two backends can have stacks of the same name. */
export interface OwnerNames {
  /** `organization/project/stack`. */
  readonly stack: string;
  /** The logical name of the resource. */
  readonly name: string;
}

/** The owner of a group: one resource of the program with this identity. */
export interface Owner extends OwnerNames {
  /** The identity of the program (see `tencent-chat:identity`): it alone decides about ownership. */
  readonly identity: string;
}

/** The inputs of every resource that name its owner. */
export interface OwnerInputs {
  readonly __identity: string;
  /** `organization/project/stack/name`. */
  readonly __managedBy: string;
  /** The URN of the parent, unless that is the stack itself: resources of the same name can have different parents. */
  readonly __parentUrn?: string;
}

/** The stack has exactly three parts without slashes; everything after the third is the name. */
const ownerPattern = /^([^/]+\/[^/]+\/[^/]+)\/(.+)$/s;

/** Parses `organization/project/stack/name`, as the SDK passes it in `__managedBy`. */
export function parseNames(managedBy: string): OwnerNames | undefined {
  const [, stack, name] = ownerPattern.exec(managedBy) ?? [];
  return stack === undefined || name === undefined ? undefined : { stack, name };
}

/** The names of the properties in `OwnerInputs`, for a diff. */
export const ownerInputNames = [
  "__managedBy",
  "__identity",
  "__parentUrn",
] as const satisfies readonly (keyof OwnerInputs)[];

export function ownerOf({ __identity: identity, __managedBy: managedBy }: OwnerInputs): Owner {
  const names = parseNames(managedBy);
  if (names === undefined) throw new TypeError(`not an owner: ${JSON.stringify(managedBy)}`);
  return { identity, ...names };
}

export function ownerText({ name, stack }: OwnerNames): string {
  return `resource ${name} of stack ${stack}`;
}

/** The format of an identity: an engine's UUID, or what `tencent-chat:identity` pins. */
export const identityText = "1 to 64 letters, digits and . _ : / @ + -";

export function isIdentity(text: string): boolean {
  return /^[A-Za-z0-9._:/@+-]{1,64}$/.test(text);
}
