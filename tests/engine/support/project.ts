import { cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");

/** A module that is loaded before the program, see plainErrors.cjs. */
const PLAIN_ERRORS = "plain-errors";

export type Language = "javascript" | "typescript" | "yaml";

export interface ProjectFiles {
  readonly project: string;
  readonly language: Language;
  /** Where the program comes from: its source, or a folder with a whole project, such as `examples/quickstart`. */
  readonly source: { readonly program: string } | { readonly from: string };
}

/** Writes a Pulumi project that depends on @pulumi/pulumi and pulumi-tencent-chat as an installed one would. */
export async function writeProject(directory: string, files: ProjectFiles): Promise<void> {
  await mkdir(directory, { recursive: true });
  if ("from" in files.source) await copyProject(path.resolve(repository, files.source.from), directory);
  else {
    await writeFile(path.join(directory, "Pulumi.yaml"), pulumiYaml(files.project, files.language));
    await writeFile(path.join(directory, "package.json"), JSON.stringify({ name: files.project, private: true }));
    await writeProgram(directory, files.language, files.source.program);
  }
  await linkDependencies(directory);
}

const programFiles = { javascript: "index.js", typescript: "index.ts", yaml: "Main.yaml" } as const;

export async function writeProgram(directory: string, language: Language, source: string): Promise<void> {
  await writeFile(path.join(directory, programFiles[language]), source);
}

/** Lets another language run the project: its program is to be written after that. */
export async function changeLanguage(directory: string, project: string, language: Language): Promise<void> {
  for (const file of Object.values(programFiles)) await rm(path.join(directory, file), { force: true });
  await writeFile(path.join(directory, "Pulumi.yaml"), pulumiYaml(project, language));
}

function pulumiYaml(project: string, language: Language): string {
  if (language === "yaml") return JSON.stringify({ name: project, runtime: "yaml" });
  // JSON is YAML. JavaScript programs start faster: no compiler is loaded.
  const options = { typescript: language === "typescript", nodeargs: `--require ${PLAIN_ERRORS}` };
  return JSON.stringify({ name: project, runtime: { name: "nodejs", options } });
}

/** Copies the tracked files of a project: neither dependencies nor stack settings. */
async function copyProject(from: string, to: string): Promise<void> {
  const isTracked = (file: string) => !/^(node_modules|Pulumi\..+\.yaml)$/.test(path.basename(file));
  await cp(from, to, { recursive: true, filter: isTracked });
}

/**
 * Everything resolves to the one copy in the repository. The package itself gets a folder of its own with only its published
 * files, so that a program can reach nothing else, and no tool walks from here into the whole repository.
 */
async function linkDependencies(directory: string): Promise<void> {
  const modules = path.join(directory, "node_modules");
  const own = path.join(modules, "pulumi-tencent-chat");
  await mkdir(own, { recursive: true });
  await mkdir(path.join(modules, "@types"), { recursive: true });
  const links = {
    [path.join(modules, "@pulumi")]: "node_modules/@pulumi",
    [path.join(modules, "@types", "node")]: "node_modules/@types/node",
    [path.join(modules, "typescript")]: "node_modules/typescript",
    [path.join(own, "package.json")]: "package.json",
    [path.join(own, "dist")]: "dist",
    [path.join(modules, `${PLAIN_ERRORS}.js`)]: "tests/engine/support/plainErrors.cjs",
  };
  await Promise.all(Object.entries(links).map(([link, target]) => symlink(path.join(repository, target), link)));
}
