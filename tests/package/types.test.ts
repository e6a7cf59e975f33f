import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createProject, removeProject } from "./support/project";
import { run } from "./support/run";
import { folderOf, versions } from "./support/tools";

const compilers = {
  "5.9": async () => path.resolve(__dirname, "../../node_modules/typescript"),
  "6": () => folderOf("typescript", versions.typescript6),
  "7": () => folderOf("typescript", versions.typescript7),
} as const;

/** How a program finds the entries of the package. */
const resolutions = {
  node16: { module: "node16", moduleResolution: "node16" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
  // As `tsc --init` sets it: the declarations of zod need it.
  node: { module: "commonjs", moduleResolution: "node", esModuleInterop: true },
} as const;

/** TypeScript 7 has no `node`. TypeScript 6 only has it with `ignoreDeprecations`. */
const cells = [
  { version: "5.9", resolution: "node16" },
  { version: "5.9", resolution: "bundler" },
  { version: "5.9", resolution: "node" },
  { version: "6", resolution: "node16" },
  { version: "6", resolution: "bundler" },
  { version: "6", resolution: "node", ignoreDeprecations: "6.0" },
  { version: "7", resolution: "node16" },
  { version: "7", resolution: "bundler" },
] as const;

describe("the types of the packed package", () => {
  let folder: string;

  before(async () => {
    folder = await createProject("bun");
  });
  after(() => removeProject(folder));

  for (const { version, resolution, ...options } of cells) {
    it(`fit a strict program of TypeScript ${version} with moduleResolution ${resolution}`, async () => {
      const compilerOptions = {
        ...resolutions[resolution],
        ...options,
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        target: "es2022",
        types: ["node"],
        // The declarations themselves are only checked by the compiler that is quick at it: others need half a minute.
        skipLibCheck: version !== "7",
      };
      const project = path.join(folder, `tsconfig.${version}.${resolution}.json`);
      await writeFile(project, JSON.stringify({ compilerOptions, files: ["types.ts"] }));
      const compiler = path.join(await compilers[version](), "bin", "tsc");
      await run([process.execPath, compiler, "-p", project], folder);
    });
  }
});
