import { readFile, rm, symlink } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import type { ProgramCost } from "../figures";

const repository = path.resolve(__dirname, "../../..");
const COST_FILE = "program-cost.json";

/** Writes what the process needed to a file when it ends. */
const measuring = `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const cost = { seconds: process.uptime(), processorSeconds: (user + system) / 1e6, bytes: process.resourceUsage().maxRSS * 1024 };
  require("node:fs").writeFileSync(require("node:path").join(__dirname, "${COST_FILE}"), JSON.stringify(cost));
});
`;

/** Compiles a file of bench/programs, as a project from `pulumi new typescript` is, in advance: the run measures no compiler. */
export async function measuredProgram(file: string): Promise<string> {
  const source = await readFile(path.join(repository, "bench/programs", file), "utf8");
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020, esModuleInterop: true };
  return measuring + ts.transpileModule(source, { compilerOptions }).outputText;
}

/** Returns what the program that ran last needed, and forgets it. Undefined: there was none. */
export async function takeProgramCost(directory: string): Promise<ProgramCost | undefined> {
  const file = path.join(directory, COST_FILE);
  const text = await readFile(file, "utf8").catch(() => undefined);
  await rm(file, { force: true });
  return text === undefined ? undefined : JSON.parse(text);
}

/** Adds packages to those that the project of an engine test has. */
export async function linkPackages(directory: string, names: readonly string[]): Promise<void> {
  const link = (name: string) =>
    symlink(path.join(repository, "node_modules", name), path.join(directory, "node_modules", name));
  await Promise.all(names.map(link));
}
