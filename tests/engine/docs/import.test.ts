import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../../../emulator";
import { commandsIn } from "../../unit/docs/support/commands";
import { readPage, repository } from "../../unit/docs/support/pages";
import { Workspace } from "../support/workspace";
import { Shell } from "./support/shell";

/** With the plugin, from a program in YAML. */
describe("docs/guides/importing.md, the imports one by one", () => {
  const imports = commandsIn(readPage("docs/guides/importing.md")).filter((command) => / import /.test(command));
  let emulator: Emulator;
  let workspace: Workspace;
  let shell: Shell;
  const changes = () => emulator.journal.entries({ effect: true }).map(({ api }) => api);

  before(async () => {
    emulator = await startEmulator();
    const app = emulator.app();
    app.importAccounts("alice");
    for (const groupId of ["lobby-prod", "ops-room", "sales-1"])
      app.create({ groupId, type: "Public", name: `Room ${groupId}` });
    for (const groupId of ["lobby-prod", "sales-1"]) app.join(groupId, "alice");
    workspace = await Workspace.create({ program: "{}", language: "yaml", withPlugin: true, env: emulator.env() });
    shell = new Shell(workspace.directory, workspace.environment);
    await shell.run([`npx() { shift; node ${path.join(repository, "dist/cli/main.js")} "$@"; }`]);
    emulator.journal.clear();
  });
  after(async () => {
    await shell?.close();
    await workspace?.dispose();
    await emulator?.close();
  });

  it("write nothing, and print what to declare", async () => {
    const output = await shell.run(imports);
    assert.match(output, /\n {2}lobby:\n {4}type: tencent-chat:Group\n/);
    assert.match(output, /^pulumi import tencent-chat:index:Group ops-room ops-room$/m);
    assert.deepEqual(changes(), []);
    const imported = (await workspace.resources()).map(({ type, id, protect }) => [
      type.split(":").at(-1),
      id,
      protect,
    ]);
    assert.deepEqual(imported.sort(), [
      ["Group", "lobby-prod", true],
      ["Group", "sales-1", true],
      ["GroupMember", "lobby-prod/alice", true],
      ["GroupMembers", "sales-1", true],
    ]);
  });

  it("are followed by an update that only writes the owner marks", async () => {
    const options = { protect: true };
    const declared = {
      lobby: {
        type: "tencent-chat:Group",
        properties: { groupId: "lobby-prod", type: "Public", name: "Room lobby-prod" },
        options,
      },
      alice: {
        type: "tencent-chat:GroupMember",
        properties: { groupId: "lobby-prod", userId: "alice" },
        options,
      },
    };
    const printed = (await readFile(path.join(workspace.directory, "imported.txt"), "utf8")).replace(
      "resources:\n",
      "",
    );
    const lines = Object.entries(declared).map(([name, resource]) => `  ${name}: ${JSON.stringify(resource)}\n`);
    await workspace.writeProgram(`resources:\n${lines.join("")}${printed}`);
    assert.match((await workspace.preview()).all, /Imported groups have no owner mark of this stack yet/);
    assert.deepEqual(changes(), []);
    await workspace.up();
    assert.deepEqual([...new Set(changes())], ["modify_group_attr"]);
    await workspace.preview({ expectNoChanges: true });
    assert.match((await workspace.destroy({ expectCode: "failure" })).all, /protect/);
    assert.equal(emulator.app().groups().length, 3);
  });
});
