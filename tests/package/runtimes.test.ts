import assert from "node:assert/strict";
import path from "node:path";
import { createProject, removeProject } from "./support/project";
import { run } from "./support/run";
import { bunBinary, folderOf, nodeBinary, nodeMajors, versions } from "./support/tools";

const programs = ["require.cjs", "import.mjs"] as const;

describe("the packed package: client, functions and emulator", () => {
  let folder: string;

  const complete = async (...command: [string, ...string[]]) =>
    assert.match(await run(command, folder), /journey complete/);

  before(async () => {
    folder = await createProject("bun");
  });
  after(() => removeProject(folder));

  for (const program of programs) {
    for (const major of nodeMajors) {
      it(`run on Node ${major} in ${program}`, async () => complete(await nodeBinary(major), program));
    }

    it(`run on Bun in ${program}`, async () => complete(await bunBinary(), program));

    it(`run as a bundle of esbuild from ${program}`, async () => {
      const esbuild = path.join(await folderOf("esbuild", versions.esbuild), "bin", "esbuild");
      const bundle = path.join(folder, "bundles", `${program}.js`);
      // Pulumi's SDK reads files beside its own at run time, so it can't be in a bundle.
      const options = ["--bundle", "--platform=node", "--external:@pulumi/pulumi", `--outfile=${bundle}`];
      await run([process.execPath, esbuild, program, ...options], folder);
      await complete(process.execPath, bundle);
    });
  }
});
