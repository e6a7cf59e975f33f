import { readFile, symlink } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import type { Emulator } from "../emulator";
import { Workspace } from "../tests/engine/support/workspace";

const repository = path.resolve(__dirname, "..");

/** One way to declare the groups: a program in bench/programs, and its dependencies besides Pulumi and this package. */
export interface Contender {
  readonly label: string;
  readonly program: string;
  readonly dependencies: readonly string[];
  /** Whether rate limit refusals by the service are expected. If not, a refusal ends the benchmark. */
  readonly mayBeRefused: boolean;
}

export const documentedStyle: Contender = {
  label: "documented style",
  program: "documentedStyle.ts",
  dependencies: ["axios", "tls-sig-api-v2"],
  mayBeRefused: true,
};

export const ourGroup: Contender = { label: "Group", program: "ourGroup.ts", dependencies: [], mayBeRefused: false };

/** Additions to the environment and the arguments of every command. */
export interface Mode {
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** Creates a stack with the contender's program, on the emulator. */
export async function workspaceFor(
  contender: Contender,
  groups: number,
  mode: Mode,
  emulator: Emulator,
): Promise<Workspace> {
  const workspace = await Workspace.create({
    program: `${measuringMemory}${await javascriptOf(contender.program)}`,
    env: { ...emulator.env(), ...mode.env, BENCH_GROUPS: String(groups) },
  });
  const link = (name: string) =>
    symlink(path.join(repository, "node_modules", name), path.join(workspace.directory, "node_modules", name));
  await Promise.all(contender.dependencies.map(link));
  return workspace;
}

/** Returns the program's peak memory in bytes, which the program writes to a file when it ends. */
export async function programMemory(workspace: Workspace): Promise<number> {
  return Number(await readFile(path.join(workspace.directory, memoryFile), "utf8")) * 1024;
}

const memoryFile = "peak-memory-kib";

const measuringMemory = `process.on("exit", () =>
  require("node:fs").writeFileSync(require("node:path").join(__dirname, "${memoryFile}"), String(process.resourceUsage().maxRSS)));
`;

/** Compiles the program like a project from `pulumi new typescript`, in advance, so that the run measures no compiler. */
async function javascriptOf(program: string): Promise<string> {
  const source = await readFile(path.join(__dirname, "programs", program), "utf8");
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020, esModuleInterop: true };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}
