import type { EmulatorOptions } from "../../../emulator";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace, type WorkspaceOptions } from "./workspace";

/** One group of a test program: the arguments and the resource options, each as JavaScript source or as plain values. */
export interface GroupSource {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options?: string;
}

/** A JavaScript program with these groups as the constant `groups`. Their ids are exported as `ids`. */
export function groupsProgram(groups: readonly GroupSource[], before = "", after = ""): string {
  const lines = groups.map(
    ({ name, args, options }) =>
      `new chat.Group(${JSON.stringify(name)}, ${JSON.stringify(args)}${options ? `, ${options}` : ""})`,
  );
  return [
    'const pulumi = require("@pulumi/pulumi");',
    'const chat = require("pulumi-tencent-chat");',
    before,
    `const groups = [${lines.join(",\n")}];`,
    after,
    "exports.ids = pulumi.all(groups.map((group) => group.groupId));",
    "",
  ].join("\n");
}

/** A stack whose Chat service is an emulator of its own. */
export interface Bench {
  readonly emulator: Emulator;
  readonly workspace: Workspace;
  dispose(): Promise<void>;
}

interface BenchOptions {
  readonly emulator?: EmulatorOptions;
  readonly workspace?: Partial<WorkspaceOptions>;
}

export function startBench(
  groups: readonly GroupSource[],
  options: BenchOptions & { readonly before?: string; readonly after?: string } = {},
): Promise<Bench> {
  return startProgram(groupsProgram(groups, options.before, options.after), options);
}

export async function startProgram(program: string, options: BenchOptions = {}): Promise<Bench> {
  const emulator = await startEmulator(options.emulator);
  emulator.app().importAccounts("alice", "bob");
  try {
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
