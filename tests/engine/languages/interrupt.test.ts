import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const count = 100;
const groupIds = Array.from({ length: count }, (_, index) => `room-${index}`);
const program = JSON.stringify({
  resources: Object.fromEntries(
    groupIds.map((groupId) => [
      groupId,
      { type: "tencent-chat:Group", properties: { groupId, type: "Public", name: groupId } },
    ]),
  ),
});

/** After so many groups, drawn once from 1 to 100. */
const moments = [1, 4, 13, 22, 37, 48, 59, 74, 86, 97];

describe("Ctrl-C during an up of a hundred groups in YAML", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const app = () => emulator.app();

  before(async () => {
    emulator = await startEmulator({ rateLimit: false });
    workspace = await Workspace.create({ language: "yaml", program, withPlugin: true, env: emulator.env() });
  });
  beforeEach(() => {
    emulator.reset();
    app().create({ groupId: "foreign", type: "Public", name: "Foreign" });
    emulator.faults.add({ api: "create_group", times: Number.POSITIVE_INFINITY, fault: { kind: "delay", ms: 50 } });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  for (const moment of moments) {
    it(`loses no group and creates none twice: after ${moment}`, async () => {
      const run = workspace.start(["up", "--stack", "dev", "--yes", "--skip-preview", "--parallel", "16"]);
      for (let created = 0; created < moment; created++)
        await emulator.journal.next({ api: "create_group", effect: true });
      run.kill("SIGINT");
      const { all } = await run.done;
      assert.match(all, /\^C received; cancelling/);
      const inState = new Set((await workspace.resources()).map(({ id }) => id));
      const inService = app()
        .groups()
        .map(({ groupId }) => groupId);
      // What was sent was answered, and is in the state.
      assert.deepEqual(
        inService.filter((id) => id !== "foreign" && !inState.has(id)),
        [],
      );
      await workspace.up();
      assert.equal((await workspace.resources()).length, count);
      const creates = emulator.journal
        .entries({ api: "create_group", effect: true })
        .flatMap((entry) => entry.groupIds);
      assert.deepEqual([...creates].sort(), [...groupIds].sort());
      await workspace.destroy();
      assert.deepEqual(
        app()
          .groups()
          .map(({ groupId }) => groupId),
        ["foreign"],
      );
      assert.deepEqual(await workspace.resources(), []);
    });
  }
});
