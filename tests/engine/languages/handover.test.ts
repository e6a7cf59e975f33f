import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const reference = (path: string) => `\${${path}}`;

function program(keys: readonly string[], resources: object = {}): string {
  const groups = Object.fromEntries(keys.map((key) => [key, { groupId: key, name: key }]));
  const fleet = { type: "tencent-chat:GroupFleet", properties: { defaults: { type: "Public" }, groups } };
  return JSON.stringify({ resources: { fleet, ...resources } });
}

const group = (groupId: string, options: object) => ({
  type: "tencent-chat:Group",
  properties: { groupId, type: "Public", name: groupId },
  options,
});

describe("a program in YAML that gives a group of a fleet to a Group", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const ids = () =>
    emulator
      .app()
      .groups()
      .map(({ groupId }) => groupId)
      .sort();

  before(async () => {
    emulator = await startEmulator({ rateLimit: false });
    emulator.app().create({ groupId: "foreign", type: "Public", name: "Foreign" });
    const env = emulator.env();
    workspace = await Workspace.create({ language: "yaml", program: program(["a", "b", "c"]), withPlugin: true, env });
    await workspace.up();
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  it("does not disband it, even if the Group depends on the fleet: the preview has shown it", async () => {
    const before = emulator.app().group("a");
    const dependsOn = [reference("fleet")];
    await workspace.writeProgram(program(["b"], { a: group("a", { dependsOn }) }));
    emulator.journal.clear();
    await workspace.pulumi(["up", "--stack", "dev", "--yes"]);
    const writes = emulator.journal.entries({ effect: true }).map(({ api, groupIds }) => [api, ...groupIds]);
    assert.deepEqual(writes, [["destroy_group", "c"]]);
    assert.deepEqual(emulator.app().group("a"), before);
    await workspace.pulumi(["up", "--stack", "dev", "--yes"]);
    await workspace.preview({ expectNoChanges: true });
    assert.deepEqual(ids(), ["a", "b", "foreign"]);
  });

  it("disbands what nothing declares any more, and no other group", async () => {
    await workspace.writeProgram(program([]));
    await workspace.pulumi(["up", "--stack", "dev", "--yes"]);
    assert.deepEqual(ids(), ["foreign"]);
    await workspace.destroy();
    assert.deepEqual(ids(), ["foreign"]);
    assert.deepEqual(await workspace.resources(), []);
  });
});
