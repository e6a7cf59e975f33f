import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { access, constants, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import satisfies from "semver/functions/satisfies";
import { z } from "zod";
import { type Check, ok, problem, unknown, warning } from "./check";

const manifestSchema = z.object({
  version: z.string(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});

/** Checks the Pulumi CLI, and the program and its packages in a folder. */
export async function checkFolder(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): Promise<readonly Check[]> {
  return [await cliCheck(env), ...(await programChecks(folder))];
}

async function cliCheck(env: Readonly<Record<string, string | undefined>>): Promise<Check> {
  const file = await findOnPath("pulumi", env["PATH"] ?? "");
  if (file === undefined)
    return problem("cli", "there is no pulumi command on PATH", "install it: curl -fsSL https://get.pulumi.com | sh");
  try {
    const { stdout } = await promisify(execFile)(file, ["version"], { env, timeout: 20_000 });
    return ok("cli", `Pulumi ${stdout.trim()}`);
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    return problem(
      "cli",
      `the pulumi command does not run: ${reason}`,
      "install it again: curl -fsSL https://get.pulumi.com | sh",
    );
  }
}

async function findOnPath(command: string, path: string): Promise<string | undefined> {
  const extensions = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const folder of path.split(delimiter).filter(Boolean))
    for (const extension of extensions) {
      const file = join(folder, `${command}${extension}`);
      if (
        await access(file, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return file;
    }
  return undefined;
}

async function programChecks(folder: string): Promise<readonly Check[]> {
  const has = (name: string) => existsSync(join(folder, name));
  const isProgram = has("Pulumi.yaml") || has("Pulumi.yml");
  const program = isProgram
    ? ok("program", "Pulumi.yaml is here")
    : warning(
        "program",
        "there is no Pulumi.yaml in this folder",
        "run doctor in the folder of your program, or with --cwd <folder>. Programs of the Automation API need none",
      );
  if (!isProgram && !has("package.json"))
    return [program, ...["package", "sdk"].map((id) => unknown(id, "this is not the folder of a program"))];
  const own = await findPackage("pulumi-tencent-chat", folder);
  const sdk = await findPackage("@pulumi/pulumi", folder);
  return [program, packageCheck(own, folder), sdkCheck(sdk, own)];
}

interface Package {
  readonly version: string;
  readonly peers: Readonly<Record<string, string>>;
}

/** Finds a package as a program in this folder would. */
async function findPackage(name: string, folder: string): Promise<Package | undefined> {
  try {
    const file = createRequire(join(folder, "index.js")).resolve(`${name}/package.json`);
    const { version, peerDependencies } = manifestSchema.parse(JSON.parse(await readFile(file, "utf8")));
    return { version, peers: peerDependencies ?? {} };
  } catch {
    return undefined;
  }
}

function packageCheck(own: Package | undefined, folder: string): Check {
  if (own !== undefined) return ok("package", `pulumi-tencent-chat ${own.version}`);
  return hasModules(folder)
    ? problem("package", "pulumi-tencent-chat is not installed for this folder", "npm install pulumi-tencent-chat")
    : problem("package", "there is no node_modules: the packages of the program are not installed", "npm install");
}

function sdkCheck(sdk: Package | undefined, own: Package | undefined): Check {
  if (sdk === undefined)
    return problem("sdk", "@pulumi/pulumi is not installed for this folder", "npm install @pulumi/pulumi");
  const range = own?.peers["@pulumi/pulumi"];
  if (range === undefined || satisfies(sdk.version, range, { includePrerelease: true }))
    return ok("sdk", `@pulumi/pulumi ${sdk.version}`);
  return problem(
    "sdk",
    `@pulumi/pulumi ${sdk.version} is not a version that pulumi-tencent-chat works with: ${range}`,
    "npm install @pulumi/pulumi@latest",
  );
}

function hasModules(folder: string): boolean {
  if (existsSync(join(folder, "node_modules"))) return true;
  const parent = dirname(folder);
  return parent !== folder && hasModules(parent);
}
