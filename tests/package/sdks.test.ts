import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { blocksIn, readPage } from "../unit/docs/support/pages";
import { run } from "./support/run";
import { goEnvironment, Sdks } from "./support/sdks";

const repository = path.resolve(__dirname, "../..");
const schema = JSON.parse(readFileSync(path.join(repository, "schema.json"), "utf8"));
const namesIn = (part: object) => Object.keys(part).map((token) => token.split(":").at(-1) ?? "");
const resources = namesIn(schema.resources);
const functions = namesIn(schema.functions);

describe("the SDK that Pulumi generates from schema.json", () => {
  let sdks: Sdks;

  before(async () => {
    sdks = await Sdks.create();
  });
  after(() => sdks?.dispose());

  it("compiles in TypeScript, and exports every resource and function", async () => {
    const folder = await sdks.generate("nodejs");
    await symlink(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
    await run([process.execPath, path.join(repository, "node_modules/typescript/bin/tsc"), "-p", "."], folder);
    // As a package is published: the code reads its version from there.
    await cp(path.join(folder, "package.json"), path.join(folder, "bin", "package.json"));
    const script = `console.log(Object.keys(require("./bin")).join(" "))`;
    const exported = (await run([process.execPath, "-e", script], folder)).trim().split(" ");
    assert.deepEqual(
      [...resources, ...functions].filter((name) => !exported.includes(name)),
      [],
    );
  });

  it("is importable in Python, with every resource and function", async () => {
    const { pythonWithPackages } = await import("../../tools/lib/testing/pythonPackages.mjs");
    const python = await pythonWithPackages(path.join(__dirname, "python"));
    const target = await sdks.installPython(python);
    const script = "import pulumi_tencent_chat as t; print(*dir(t))";
    const exported = (await run([python, "-c", script], target, { PYTHONPATH: target })).trim().split(" ");
    const functionNames = functions.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    assert.deepEqual(
      [...resources, ...functionNames].filter((name) => !exported.includes(name)),
      [],
    );
  });

  it("compiles in Go, with the programs of the registry's pages", async () => {
    const folder = await sdks.goModule();
    for (const file of ["docs/_index.md", "docs/installation-configuration.md"]) {
      const [program = ""] = blocksIn(readPage(file), "go");
      const target = path.join(folder, "pages", path.basename(file, ".md"));
      await mkdir(target, { recursive: true });
      await writeFile(path.join(target, "main.go"), program);
    }
    await run(["go", "build", "./..."], folder, goEnvironment);
  });
});
