/** What a person reads of an owner: the stack and the resource. Names prove nothing: two backends can have stacks of one name. */
export interface OwnerNames {
  /** `organization/project/stack`. */
  readonly stack: string;
  /** The logical name of the resource. */
  readonly name: string;
}

/** Who a group belongs to: one resource of the program with this identity. */
export interface Owner extends OwnerNames {
  /** The identity of the program (see `tencent-chat:identity`): ownership is decided by it alone. */
  readonly identity: string;
}

/** The inputs of every resource that tell its owner. */
export interface OwnerInputs {
  readonly __identity: string;
  /** `organization/project/stack/name`. */
  readonly __managedBy: string;
  /** The URN of the parent, where that is not the stack itself: resources of one name can have different parents. */
  readonly __parentUrn?: string;
}

/** The stack alone has no slash in its three parts; whatever follows the third one is the name. */
const written = /^([^/]+\/[^/]+\/[^/]+)\/(.+)$/s;

/** Reads `organization/project/stack/name`, as the program side passes it in `managedBy`. */
export function parseNames(managedBy: string): OwnerNames | undefined {
  const [, stack, name] = written.exec(managedBy) ?? [];
  return stack === undefined || name === undefined ? undefined : { stack, name };
}

export function ownerOf({ __identity: identity, __managedBy: managedBy }: OwnerInputs): Owner {
  const names = parseNames(managedBy);
  if (names === undefined) throw new TypeError(`not an owner: ${JSON.stringify(managedBy)}`);
  return { identity, ...names };
}

export function ownerText({ name, stack }: OwnerNames): string {
  return `resource ${name} of stack ${stack}`;
}

/** What an identity may be: an engine's UUID, or what `tencent-chat:identity` pins. */
export const identityText = "1 to 64 letters, digits and . _ : / @ + -";

export function isIdentity(text: string): boolean {
  return /^[A-Za-z0-9._:/@+-]{1,64}$/.test(text);
}
