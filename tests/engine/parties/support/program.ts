/** Every kind of resource in the package. */
export type Kind =
  | "Group"
  | "GroupMembers"
  | "GroupMember"
  | "GroupAttributes"
  | "GroupCounters"
  | "MutedMembers"
  | "BannedMembers"
  | "Topic"
  | "Account"
  | "Chatbot"
  | "EphemeralStack";

/** One resource of a program: its kind, its name, its arguments and its resource options. */
export interface Declaration {
  /** A `Box` is an empty component whose type contains its name. */
  readonly kind: Kind | "Provider" | "Box";
  readonly name: string;
  readonly args?: Properties;
  readonly options?: Properties;
}

/** What a program declares, in this order. */
export type Program = readonly Declaration[];

type Properties = Readonly<Record<string, unknown>>;

/** A value of a program that is JavaScript and not JSON. */
class Expression {
  constructor(readonly source: string) {}
}

/** A reference to a resource that the program has declared before, by its label. */
export function ref(label: string): Expression {
  return new Expression(`declared[${JSON.stringify(label)}]`);
}

/** The name of a resource in these tests, such as `Group lobby`. */
export function labelOf({ kind, name }: Pick<Declaration, "kind" | "name">): string {
  return `${kind} ${name}`;
}

/** The labels of the resources of this package in a program, sorted. */
export function labelsOf(program: Program): readonly string[] {
  return program
    .filter(({ kind }) => kind !== "Provider" && kind !== "Box")
    .map(labelOf)
    .sort();
}

/** The program as JavaScript. */
export function sourceOf(program: Program): string {
  return [
    'const pulumi = require("@pulumi/pulumi");',
    'const chat = require("pulumi-tencent-chat");',
    "const declared = {};",
    ...program.map((each) => `declared[${JSON.stringify(labelOf(each))}] = ${construct(each)};`),
    "",
  ].join("\n");
}

function construct({ kind, name, args = {}, options = {} }: Declaration): string {
  const given = `${JSON.stringify(name)}, ${write(args)}, ${write(options)}`;
  return kind === "Box"
    ? `new pulumi.ComponentResource("parties:index:Box-${name}", ${given})`
    : `new chat.${kind}(${given})`;
}

function write(value: unknown): string {
  if (value instanceof Expression) return value.source;
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${write(each)}`);
  return `{ ${entries.join(", ")} }`;
}
