import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Bench, startBench } from "../support/groups";

const repository = path.resolve(__dirname, "../../..");
const npm = (args: readonly string[], cwd: string) => promisify(execFile)("npm", [...args], { cwd });

describe("the packed package, installed into a fresh project", () => {
  let bench: Bench;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-package-"));
    bench = await startBench([{ name: "room", args: { type: "Public", name: "Room", ownerAccount: "alice" } }]);
    // Without scripts: the existing build is packed, so that no other test is disturbed.
    await npm(["pack", "--ignore-scripts", "--pack-destination", folder], repository);
    const { name, version, devDependencies } = JSON.parse(
      await readFile(path.join(repository, "package.json"), "utf8"),
    );
    const dependencies = {
      "@pulumi/pulumi": devDependencies["@pulumi/pulumi"],
      "pulumi-tencent-chat": `file:${path.join(folder, `${name}-${version}.tgz`)}`,
    };
    const project = bench.workspace.directory;
    await rm(path.join(project, "node_modules"), { recursive: true });
    await writeFile(path.join(project, "Pulumi.yaml"), "name: proj\nruntime: nodejs\n");
    await writeFile(path.join(project, "package.json"), JSON.stringify({ name: "fresh", private: true, dependencies }));
    await npm(["install", "--no-audit", "--no-fund", "--prefer-offline"], project);
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await bench?.dispose();
  });

  it("creates a group with up, and disbands it with destroy", async () => {
    await bench.workspace.up();
    assert.equal(bench.emulator.app().groups().length, 1);
    await bench.workspace.preview({ expectNoChanges: true });
    await bench.workspace.destroy();
    assert.deepEqual(bench.emulator.app().groups(), []);
  });

  it("has a working command", async () => {
    const command = path.join(bench.workspace.directory, "node_modules", ".bin", "tencent-chat");
    const { stdout } = await promisify(execFile)(command, ["--version"]);
    assert.match(stdout, /\d+\.\d+\.\d+/);
  });

  for (const entry of ["pulumi-tencent-chat/provider", "pulumi-tencent-chat/chat", "pulumi-tencent-chat/emulator"]) {
    it(`has the entry ${entry}`, async () => {
      const source = `console.log(Object.keys(require(${JSON.stringify(entry)})).length)`;
      const { stdout } = await promisify(execFile)(process.execPath, ["-e", source], {
        cwd: bench.workspace.directory,
      });
      assert.ok(Number(stdout) > 0);
    });
  }
});
