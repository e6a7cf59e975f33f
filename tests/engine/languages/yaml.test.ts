import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { PathPlugin } from "../support/plugin";
import { Workspace } from "../support/workspace";

describe("examples/quickstart-yaml", () => {
  let emulator: Emulator;
  let plugin: PathPlugin;
  let workspace: Workspace;

  before(async () => {
    emulator = await startEmulator();
    emulator.app().importAccounts("alice");
    plugin = await PathPlugin.create();
    workspace = await Workspace.create({
      from: "examples/quickstart-yaml",
      project: "quickstart-yaml",
      config: { "quickstart-yaml:owner": "alice" },
      env: { ...emulator.env(), ...plugin.env },
    });
  });
  after(async () => {
    await workspace?.dispose();
    await plugin?.dispose();
    await emulator?.close();
  });

  it("is created, shows no change afterwards, and leaves nothing", async () => {
    await workspace.preview();
    assert.deepEqual(emulator.app().groups(), []);
    await workspace.up();
    assert.deepEqual(
      emulator
        .app()
        .groups()
        .map(({ type }) => type)
        .sort(),
      ["AVChatRoom", "Public"],
    );
    await workspace.preview({ expectNoChanges: true });
    await workspace.refresh();
    await workspace.destroy();
    assert.deepEqual(emulator.app().groups(), []);
  });
});
