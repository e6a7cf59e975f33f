import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type ManagerName, managers } from "./managers";
import { run } from "./run";

const repository = path.resolve(__dirname, "../../..");

/** Creates a project outside of this checkout, so that it finds nothing that it did not install. */
export async function createProject(manager: ManagerName): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-project-"));
  await installPacked(folder, manager);
  return folder;
}

export async function removeProject(folder: string | undefined): Promise<void> {
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Makes a folder a project of a user: the packed package, @pulumi/pulumi, and the programs of this level beside them. Files
 * that are already there stay.
 */
export async function installPacked(folder: string, manager: ManagerName): Promise<void> {
  await cp(path.resolve(__dirname, "../programs"), folder, { recursive: true });
  // Without scripts: the existing build is packed, so that no other test is disturbed.
  await run(["npm", "pack", "--ignore-scripts", "--silent", "--pack-destination", folder], repository);
  const manifest = await readFile(path.join(repository, "package.json"), "utf8");
  const { name, version, devDependencies } = JSON.parse(manifest);
  const dependencies = {
    "@pulumi/pulumi": devDependencies["@pulumi/pulumi"],
    "@types/node": devDependencies["@types/node"],
    [name]: `file:${path.join(folder, `${name}-${version}.tgz`)}`,
  };
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ name: "fresh", private: true, dependencies }));
  await managers[manager](folder);
}
