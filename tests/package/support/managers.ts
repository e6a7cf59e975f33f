import { writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "./run";
import { bunBinary, folderOf, registry, versions } from "./tools";

/** Installs the dependencies of a project that has a package.json, as a user would. */
type Install = (project: string) => Promise<unknown>;

/** Package managers, each with a `node_modules` folder. */
export const managers = {
  npm: (project) => run(["npm", "install", "--no-audit", "--no-fund", "--prefer-offline"], project),
  pnpm: async (project) => {
    const pnpm = path.join(await folderOf("pnpm", versions.pnpm), "bin", "pnpm.mjs");
    return run([process.execPath, pnpm, "install", "--prefer-offline"], project);
  },
  yarn: async (project) => {
    const yarn = path.join(await folderOf("@yarnpkg/cli-dist", versions.yarn), "bin", "yarn.js");
    await writeFile(path.join(project, ".yarnrc.yml"), "nodeLinker: node-modules\nenableTelemetry: false\n");
    // Makes this folder a project of its own.
    await writeFile(path.join(project, "yarn.lock"), "");
    return run([process.execPath, yarn, "install"], project, {
      YARN_NPM_REGISTRY_SERVER: await registry(),
      // Off by default, except where a variable such as CI is set.
      YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
    });
  },
  bun: async (project) => run([await bunBinary(), "install"], project),
} as const satisfies Readonly<Record<string, Install>>;

export type ManagerName = keyof typeof managers;
