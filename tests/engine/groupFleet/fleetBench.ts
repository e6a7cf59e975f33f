import type { Bench } from "../support/groups";
import type { StateResource } from "../support/workspace";

/** A program: statements in JavaScript, after the imports. */
export function programOf(...statements: readonly string[]): string {
  return [
    'const pulumi = require("@pulumi/pulumi");',
    'const chat = require("pulumi-tencent-chat");',
    ...statements,
    "",
  ].join("\n");
}

/** The declaration of a fleet, with settings for all. */
export function rooms(
  { groups, count }: { readonly groups?: object; readonly count?: number },
  options = "{}",
  name = "rooms",
): string {
  const own = count === undefined ? { groups } : { count, template: {} };
  const args = { defaults: { type: "Public", name: "Room {key}" }, ...own };
  return `const ${name} = new chat.GroupFleet(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${options});`;
}

export async function fleets({ workspace }: Pick<Bench, "workspace">): Promise<readonly StateResource[]> {
  return (await workspace.resources()).filter(({ type }) => type.endsWith(":GroupFleet"));
}

/** The ids in the state of a fleet, by key: in TypeScript, they are a text. */
export function idsOf(fleet: StateResource | undefined): Readonly<Record<string, string>> {
  const ids = fleet?.outputs?.["ids"];
  return typeof ids === "string" ? JSON.parse(ids) : Object(ids);
}

/** The ids of the groups that the fleets in the state have, sorted. */
export async function idsInState(bench: Pick<Bench, "workspace">): Promise<readonly string[]> {
  return (await fleets(bench)).flatMap((fleet) => Object.values(idsOf(fleet))).sort();
}

/** The ids of all groups, sorted. */
export function idsInService({ emulator }: Pick<Bench, "emulator">): readonly string[] {
  return emulator
    .app()
    .groups()
    .map(({ groupId }) => groupId)
    .sort();
}
