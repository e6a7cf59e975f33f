import type { Props } from "../../support/values";

/** A parent component. It has no object in the service. */
export interface Parent {
  readonly type: string;
  readonly name: string;
}

/** An output of another resource, used as an argument. */
export interface Ref {
  readonly $of: string;
  readonly output: string;
}

/** Resource options that the engine handles itself: the provider does not see them. */
export interface ResourceOptions {
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deleteBeforeReplace?: boolean;
  /** The URN of a resource whose deletion deletes this one. */
  readonly deletedWith?: string;
  readonly aliases?: readonly string[];
}

/** A resource as a program declares it. */
export interface Declared {
  /** The name of the resource's class. */
  readonly kind: string;
  readonly name: string;
  readonly parent?: Parent | undefined;
  readonly args: Props;
  /** URNs of resources that are declared before it. */
  readonly dependsOn?: readonly string[];
  readonly options?: ResourceOptions;
}

export type Program = readonly Declared[];

/** The owner of a program. The names are for people; two stacks can have the same. */
export interface Owner {
  /** `organization/project/stack`. */
  readonly stack: string;
  readonly identity: string;
}

/** Identifies a resource in its stack: the parent's type is part of it, the parent's name is not. */
export function urnOf({ kind, name, parent }: Pick<Declared, "kind" | "name" | "parent">): string {
  return `${parent === undefined ? "" : `${parent.type}$`}${kind}::${name}`;
}

/** The URNs that a resource waits for, and those that each of its properties comes from. */
export function dependenciesOf({ args, dependsOn = [], options = {} }: Declared) {
  const ofProperties = Object.fromEntries(
    Object.entries(args).flatMap(([property, value]) => (isRef(value) ? [[property, value.$of]] : [])),
  );
  const { deletedWith } = options;
  const all = new Set([
    ...dependsOn,
    ...Object.values(ofProperties),
    ...(deletedWith === undefined ? [] : [deletedWith]),
  ]);
  return { all: [...all], ofProperties };
}

/** The inputs of a resource as the program side completes them. */
export function inputsOf(
  { name, parent, args }: Declared,
  { stack, identity }: Owner,
  outputOf: (ref: Ref) => unknown,
): Record<string, unknown> {
  const given = Object.entries(args)
    .map(([property, value]) => [property, isRef(value) ? outputOf(value) : value] as const)
    .filter(([, value]) => value !== undefined);
  const [, project, stackName] = stack.split("/");
  return {
    ...Object.fromEntries(given),
    __identity: identity,
    __managedBy: `${stack}/${name}`,
    ...(parent && { __parentUrn: `urn:pulumi:${stackName}::${project}::${parent.type}::${parent.name}` }),
  };
}

function isRef(value: unknown): value is Ref {
  return typeof value === "object" && value !== null && "$of" in value;
}
