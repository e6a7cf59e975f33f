import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Bench, startBench } from "../../engine/support/groups";
import type { ManagerName } from "./managers";
import { installPacked } from "./project";
import { run } from "./run";

/** Declares the tests of the packed package in a project of one package manager. */
export function describeManager(manager: ManagerName): void {
  describe(`the packed package, installed with ${manager}`, () => {
    let bench: Bench;

    before(async () => {
      bench = await startBench([{ name: "room", args: { type: "Public", name: "Room", ownerAccount: "alice" } }]);
      const { directory } = bench.workspace;
      await rm(path.join(directory, "node_modules"), { recursive: true });
      await writeFile(path.join(directory, "Pulumi.yaml"), "name: proj\nruntime: nodejs\n");
      await installPacked(directory, manager);
    });
    after(() => bench?.dispose());

    it("creates a group with pulumi up, and disbands it with pulumi destroy", async () => {
      await bench.workspace.up();
      assert.equal(bench.emulator.app().groups().length, 1);
      await bench.workspace.destroy();
      assert.deepEqual(bench.emulator.app().groups(), []);
    });

    it("has a working command", async () => {
      const command = path.join(bench.workspace.directory, "node_modules", ".bin", "tencent-chat");
      assert.match(await run([command, "--version"], bench.workspace.directory), /^\d+\.\d+\.\d+$/m);
    });

    for (const program of ["require.cjs", "import.mjs"]) {
      it(`runs client, functions and emulator in ${program}`, async () => {
        const output = await run([process.execPath, program], bench.workspace.directory);
        assert.match(output, /journey complete/);
      });
    }
  });
}
