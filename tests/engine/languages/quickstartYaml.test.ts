import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

describe("examples/quickstart-yaml", () => {
  let emulator: Emulator;
  let workspace: Workspace;

  before(async () => {
    emulator = await startEmulator();
    emulator.app().importAccounts("alice");
    emulator.app().create({ groupId: "foreign", type: "Private", name: "Foreign" });
    workspace = await Workspace.create({
      from: "examples/quickstart-yaml",
      project: "quickstart-yaml",
      config: { "quickstart-yaml:owner": "alice" },
      withPlugin: true,
      env: emulator.env(),
    });
  });
  after(async () => {
    await workspace?.dispose();
    await emulator?.close();
  });

  it("is created, shows no change afterwards, and leaves only what is foreign", async () => {
    const types = () =>
      emulator
        .app()
        .groups()
        .map(({ type }) => type)
        .sort();
    await workspace.preview();
    assert.deepEqual(types(), ["Private"]);
    await workspace.up();
    assert.deepEqual(types(), ["AVChatRoom", "Private", "Public"]);
    await workspace.preview({ expectNoChanges: true });
    await workspace.refresh();
    await workspace.destroy();
    assert.deepEqual(types(), ["Private"]);
    assert.deepEqual(await workspace.resources(), []);
  });
});
