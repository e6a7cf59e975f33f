import { type Emulator, type EmulatorOptions, startEmulator } from "../../../emulator";
import { type StateResource, Workspace, type WorkspaceOptions } from "../support/workspace";

/** A stack on an emulator of its own. */
export interface FleetBench {
  readonly emulator: Emulator;
  readonly workspace: Workspace;
  dispose(): Promise<void>;
}

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

export async function startFleet(
  statements: string | readonly string[],
  options: { readonly emulator?: EmulatorOptions; readonly workspace?: Partial<WorkspaceOptions> } = {},
): Promise<FleetBench> {
  const emulator = await startEmulator(options.emulator);
  emulator.app().importAccounts("alice", "bob");
  try {
    const program = programOf(...[statements].flat());
    const env = { ...emulator.env(), ...options.workspace?.env };
    const workspace = await Workspace.create({ ...options.workspace, program, env });
    const dispose = async () => {
      try {
        await workspace.dispose();
      } finally {
        await emulator.close();
      }
    };
    return { emulator, workspace, dispose };
  } catch (error) {
    await emulator.close();
    throw error;
  }
}

export async function fleets({ workspace }: Pick<FleetBench, "workspace">): Promise<readonly StateResource[]> {
  return (await workspace.resources()).filter(({ type }) => type.endsWith(":GroupFleet"));
}

/** The ids of the groups that the fleets in the state have, sorted. */
export async function idsInState(bench: Pick<FleetBench, "workspace">): Promise<readonly string[]> {
  return (await fleets(bench)).flatMap(({ outputs }) => Object.values(Object(outputs?.["ids"])).map(String)).sort();
}

/** The ids of all groups, sorted. */
export function idsInService({ emulator }: Pick<FleetBench, "emulator">): readonly string[] {
  return emulator
    .app()
    .groups()
    .map(({ groupId }) => groupId)
    .sort();
}
