import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { tencentChat } from "../support/tencentChat";
import { Workspace } from "../support/workspace";

const stack = "organization/proj/dev";

describe("tencent-chat adopt and orphans, on the engine", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const app = () => emulator.app();
  const ids = ["@TGS#_town", "lobby", "ops-room", "stage"];

  before(async () => {
    emulator = await startEmulator();
    app().importAccounts("alice", "bob", "carol");
    app().create({ groupId: "ops-room", type: "Public", name: "Ops", ownerAccount: "alice", introduction: "On call" });
    app().join("ops-room", "bob");
    app().setMember("ops-room", "bob", { nameCard: "Bob" });
    app().setAttributes("ops-room", { theme: "dark" });
    app().create({ groupId: "lobby", type: "Private", name: "Lobby", ownerAccount: "carol" });
    app().create({ groupId: "stage", type: "AVChatRoom", name: "Stage" });
    app().create({ groupId: "@TGS#_town", type: "Community", name: "Town", supportTopic: 1 });
    app().addTopic("@TGS#_town", "@TGS#_town@TOPIC#_news", { name: "News" });
    app().create({ groupId: "bystander", type: "Public", name: "Bystander" });
    workspace = await Workspace.create({ language: "typescript", program: "", env: emulator.env() });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  const run = (...args: readonly string[]) => tencentChat(args, workspace.environment, workspace.directory);

  it("prints a program that takes over groups as they are: nothing but the owner marks is written", async () => {
    const printed = await run("adopt", ...ids);
    assert.deepEqual([printed.code, printed.stderr], [0, ""]);
    await workspace.writeProgram(printed.stdout);
    emulator.journal.clear();
    await workspace.up();
    const writes = emulator.journal.entries().filter(({ api }) => !/^get|account_check/.test(api));
    assert.deepEqual([...new Set(writes.map(({ api }) => api))], ["modify_group_attr"], "only marks are written");
    assert.equal(writes.length, ids.length);
    await workspace.preview({ expectNoChanges: true });
    await workspace.refresh({ args: ["--expect-no-changes"] });
  });

  it("finds no difference between a state and its groups", async () => {
    const { code, stdout, stderr } = await run("orphans", "--stack", stack);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^5 groups checked: 0 not in the state, 0 not in the service\.$/m);
  });

  it("finds a group that the state has forgotten, and one that the service has lost", async () => {
    const { resources } = await workspace.exportState();
    const urn = (id: string) => String(resources.find((each) => each.type.endsWith(":Group") && each.id === id)?.urn);
    await workspace.pulumi(["state", "unprotect", "--all", "--yes"]);
    await workspace.pulumi(["state", "delete", "--yes", urn("stage")]);
    app().disband("lobby");
    const { code, stdout } = await run("orphans", "--stack", stack, "--json");
    const report = JSON.parse(stdout);
    assert.equal(code, 3);
    assert.deepEqual(
      report.orphans.map(({ groupId }: { groupId: string }) => groupId),
      ["stage"],
    );
    assert.deepEqual(
      report.lost.map(({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`),
      ["Group lobby"],
    );
  });

  it("is destroyed with what the program had, except the group that the state had forgotten", async () => {
    await workspace.destroy();
    assert.deepEqual(
      app()
        .groups()
        .map(({ groupId }) => groupId)
        .sort(),
      ["bystander", "stage"],
    );
  });
});
