import * as pulumi from "@pulumi/pulumi";
import type { Announcement } from "../../../provider/program/announcements";
import type { RunFiles } from "../../../provider/program/runFiles";
import { shared } from "../shared";
import { fleetGroups } from "./fleetGroups";
import { isPending } from "./pending";

type Properties = Readonly<Record<string, unknown>>;

/** The properties that name what a resource declares: ids, users and keys. */
const lists = ["userId", "userIds", "topicId"] as const;
const maps = ["attributes", "initial", "fixed"] as const;

/**
 * Tells the provider processes of this run what a resource is going to declare. The engine asks them to check a resource
 * only after all its dependencies exist. Until then, what another resource stops declaring must not be removed.
 *
 * @param kind the name of the class
 * @returns a callback that records the resource as a dependency of later ones
 */
export function announce(
  kind: string,
  name: string,
  properties: Properties,
  opts: pulumi.CustomResourceOptions,
): (resource: pulumi.Resource) => void {
  const after = [...new Set([...dependencies(properties, opts)].flatMap((resource) => chains.get(resource) ?? []))];
  // A preview changes nothing.
  if (!pulumi.runtime.isDryRun())
    writeAnnouncement({ kind, name, ...contentOf(kind, name, properties), dependsOn: after });
  return (resource) => chains.set(resource, [...after, `${kind} "${name}"`]);
}

/** Each resource of any copy of this package, itself and all its dependencies, as `kind "name"`. */
const chains: WeakMap<pulumi.Resource, readonly string[]> = shared("dependency chains");

/** Without run files, the provider only knows the resources that it was asked to check. */
function writeAnnouncement(announcement: Announcement): void {
  try {
    runFiles()?.write({ type: "announce", announcement });
  } catch {}
}

/** What a gRPC client has in addition to the SDK's type of it. */
interface ClientWithChannel {
  getChannel(): { getTarget(): string };
}

/** By engine: one process can run several programs, each with its own engine. */
const files = new WeakMap<object, RunFiles>();

function runFiles(): RunFiles | undefined {
  const engine = pulumi.runtime.getEngine() as (object & Partial<ClientWithChannel>) | undefined;
  // gRPC's form, such as `dns:127.0.0.1:40123`.
  const address = /[\w.-]+:\d+$/.exec(engine?.getChannel?.().getTarget() ?? "")?.[0];
  if (engine === undefined || address === undefined) return undefined;
  const known = files.get(engine) ?? openFiles(address);
  files.set(engine, known);
  return known;
}

function openFiles(address: string): RunFiles {
  const {
    RunFiles,
  }: typeof import("../../../provider/program/runFiles") = require("../../../provider/program/runFiles");
  return new RunFiles(address, { isProgram: true });
}

type Content = Pick<Announcement, "groupId" | "entries" | "names" | "hasMore">;

function contentOf(kind: string, name: string, properties: Properties): Content {
  const { groupId, topicId, userId } = properties;
  if (kind === "GroupFleet") return fleetContent(name, properties);
  if (kind === "Group") return groupId === undefined ? { hasMore: false } : entriesOf([groupId]);
  const group = typeof groupId === "string" ? { groupId } : {};
  const isDerived = (kind === "Topic" && topicId === undefined) || (kind === "Chatbot" && userId === undefined);
  if (isDerived) return { ...group, hasMore: false };
  const values = [
    ...lists.map((property) => properties[property]),
    ...maps.map((property) => keysOf(properties[property])),
    Array.isArray(properties["members"]) ? properties["members"] : keysOf(properties["members"]),
  ];
  return { ...group, ...entriesOf(values) };
}

/** The groups of a fleet: the chosen ids, and the logical names of those whose ids are derived. */
function fleetContent(fleet: string, properties: Properties): Content {
  const { groups, count, template, defaults } = properties;
  const isKnown = ![groups, count, template, defaults, ...valuesOf(groups)].some(isPending);
  if (!isKnown) return { hasMore: true };
  const found = fleetGroups(properties);
  const names = found.flatMap(({ key, groupId }) => (groupId === undefined ? [key] : []));
  return {
    ...entriesOf(found.map(({ groupId }) => groupId)),
    // The groups of a fleet with a count are named after it. With so many names, one for all is enough.
    names: count !== undefined && names.length > 0 ? [`${fleet}-*`] : names,
  };
}

function valuesOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
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
  return typeof value === "object" && value !== null && !isPending(value) ? Object.keys(value) : value;
}

/** Whether some of it is not known yet. */
function isOpen(value: unknown): boolean {
  if (isPending(value)) return true;
  if (Array.isArray(value)) return value.some(isOpen);
  return typeof value === "object" && value !== null && "userId" in value && isOpen(value.userId);
}

/** Returns the resources that an output comes from. Internal to the SDK: none if it is missing. */
function resourcesOf(output: object): Iterable<pulumi.Resource> {
  return (output as { resources?: () => Iterable<pulumi.Resource> }).resources?.() ?? [];
}

/** Returns the resources that the engine waits for, as far as they are known now. */
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
