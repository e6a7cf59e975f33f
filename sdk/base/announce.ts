import * as pulumi from "@pulumi/pulumi";
import type { Announcement } from "../../provider/program/announcements";
import type { RunFiles } from "../../provider/program/runFiles";

type Properties = Readonly<Record<string, unknown>>;

/** Where a resource says what it is about: its group, and its ids, users or keys. */
const lists = ["userId", "userIds", "members", "topicId"] as const;
const maps = ["attributes", "initial", "fixed"] as const;

/**
 * Tells the provider processes of this run what a resource is going to declare. The engine asks them to check it only when
 * all that it depends on is there, and what another resource lets go of before that must not be removed meanwhile.
 *
 * @param kind the name of the class
 * @returns what to call with the resource, for those that depend on it
 */
export function announce(
  kind: string,
  name: string,
  properties: Properties,
  opts: pulumi.CustomResourceOptions,
): (resource: pulumi.Resource) => void {
  const after = [...new Set([...dependencies(properties, opts)].flatMap((resource) => chains.get(resource) ?? []))];
  // A preview changes nothing.
  if (!pulumi.runtime.isDryRun()) tell({ kind, name, ...contentOf(kind, properties), dependsOn: after });
  return (resource) => chains.set(resource, [...after, `${kind} "${name}"`]);
}

/** Each resource of this package and all that it depends on, as `kind "name"`. */
const chains = new WeakMap<pulumi.Resource, readonly string[]>();

/** Without files, the provider goes by what it is asked to check. */
function tell(announcement: Announcement): void {
  try {
    runFiles()?.write({ type: "announce", announcement });
  } catch {}
}

/** What a gRPC client has beyond the SDK's own type of it. */
interface Channelled {
  getChannel(): { getTarget(): string };
}

/** By the engine: a process may run several programs, one for each. */
const files = new WeakMap<object, RunFiles>();

function runFiles(): RunFiles | undefined {
  const engine = pulumi.runtime.getEngine() as (object & Partial<Channelled>) | undefined;
  // As gRPC writes it, such as `dns:127.0.0.1:40123`.
  const address = /[\w.-]+:\d+$/.exec(engine?.getChannel?.().getTarget() ?? "")?.[0];
  if (engine === undefined || address === undefined) return undefined;
  const known = files.get(engine) ?? openFiles(address);
  files.set(engine, known);
  return known;
}

function openFiles(address: string): RunFiles {
  const { RunFiles }: typeof import("../../provider/program/runFiles") = require("../../provider/program/runFiles");
  return new RunFiles(address, { isProgram: true });
}

function contentOf(kind: string, properties: Properties): Pick<Announcement, "groupId" | "entries" | "hasMore"> {
  const { groupId, topicId, userId } = properties;
  if (kind === "Group") return groupId === undefined ? { hasMore: false } : entriesOf([groupId]);
  const group = typeof groupId === "string" ? { groupId } : {};
  const isDerived = (kind === "Topic" && topicId === undefined) || (kind === "Chatbot" && userId === undefined);
  if (isDerived) return { ...group, hasMore: false };
  const values = [
    ...lists.map((property) => properties[property]),
    ...maps.map((property) => keysOf(properties[property])),
  ];
  return { ...group, ...entriesOf(values) };
}

function entriesOf(values: readonly unknown[]): {
  readonly entries: readonly string[];
  readonly hasMore: boolean;
} {
  const entries: string[] = [];
  const add = (value: unknown): void => {
    if (typeof value === "string") entries.push(value);
    else if (Array.isArray(value)) value.forEach(add);
    else if (typeof value === "object" && value !== null && "userId" in value) add(value.userId);
  };
  values.forEach(add);
  return { entries, hasMore: values.some(isOpen) };
}

function keysOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && !isLater(value) ? Object.keys(value) : value;
}

/** Whether anything in it is known only later. */
function isOpen(value: unknown): boolean {
  if (isLater(value)) return true;
  if (Array.isArray(value)) return value.some(isOpen);
  return typeof value === "object" && value !== null && "userId" in value && isOpen(value.userId);
}

function isLater(value: unknown): boolean {
  return value instanceof Promise || pulumi.Output.isInstance(value);
}

/** What an output comes from; internal to the SDK: where it is not there, nothing is known. */
function resourcesOf(output: object): Iterable<pulumi.Resource> {
  return (output as { resources?: () => Iterable<pulumi.Resource> }).resources?.() ?? [];
}

/** The resources that the engine is told to wait for, as far as that is known at once. */
function dependencies(
  properties: Properties,
  { dependsOn, parent, deletedWith }: pulumi.CustomResourceOptions,
): Set<pulumi.Resource> {
  const found = new Set<pulumi.Resource>();
  const add = (value: unknown): void => {
    if (pulumi.Resource.isInstance(value)) found.add(value);
    else if (pulumi.Output.isInstance(value)) for (const resource of resourcesOf(value)) found.add(resource);
    else if (Array.isArray(value)) value.forEach(add);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(add);
  };
  for (const value of [...Object.values(properties), dependsOn, parent, deletedWith]) add(value);
  return found;
}
