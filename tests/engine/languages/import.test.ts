import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../../../emulator";
import { tencentChat } from "../support/tencentChat";
import { Workspace } from "../support/workspace";

const count = 200;

describe("pulumi import", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const app = () => emulator.app();
  const marks = () =>
    app()
      .groups()
      .filter(({ groupId }) => app().attributes(groupId)["pulumi"] !== undefined).length;

  before(async () => {
    emulator = await startEmulator({ rateLimit: false });
    app().importAccounts("alice", "bob");
    for (let index = 0; index < count; index++)
      app().create({ groupId: `room-${index}`, type: "Public", name: `Room ${index}`, ownerAccount: "alice" });
    app().create({ groupId: "foreign", type: "Public", name: "Foreign" });
    app().join("room-0", "bob");
    app().setAttributes("room-0", { theme: "dark" });
    workspace = await Workspace.create({ language: "yaml", program: "{}", withPlugin: true, env: emulator.env() });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  it("takes two hundred groups from the file that the command prints, and writes nothing into the service", async () => {
    const { stdout } = await tencentChat(["import", "--filter", "room-*", "--json"], workspace.environment);
    await writeFile(path.join(workspace.directory, "import.json"), stdout);
    const before = app().groups();
    emulator.journal.clear();
    await workspace.pulumi(["import", "--file", "import.json", "--yes", "--skip-preview", "--out", "generated.yaml"]);
    await workspace.writeProgram(await readFile(path.join(workspace.directory, "generated.yaml"), "utf8"));
    assert.deepEqual(emulator.journal.entries({ effect: true }), []);
    assert.deepEqual(app().groups(), before);
    assert.equal((await workspace.resources()).length, count + 2);
  });

  it("generates a program that previews as unchanged, with a line about the marks", async () => {
    const { stdout } = await workspace.preview({ expectNoChanges: true });
    assert.match(stdout, /Imported groups have no owner mark of this stack yet: `pulumi up` writes it/);
    assert.match(stdout, new RegExp(`${count + 3} unchanged`));
    assert.equal(marks(), 0);
    await workspace.refresh({ args: ["--expect-no-changes"] });
    await workspace.preview({ expectNoChanges: true });
    assert.deepEqual(emulator.journal.entries({ effect: true }), []);
  });

  it("leaves the marks to the next up, which changes nothing else", async () => {
    const unmarked = () =>
      app()
        .groups()
        .map(({ attributes: { pulumi: _, ...attributes }, ...group }) => ({ ...group, attributes }));
    const before = unmarked();
    await workspace.up();
    assert.equal(marks(), count);
    assert.deepEqual(unmarked(), before);
    assert.equal(app().attributes("foreign")["pulumi"], undefined);
    await workspace.preview({ expectNoChanges: true });
    await workspace.up();
  });

  it("refuses a group of another stack, and says what to do", async () => {
    const env = { ...emulator.env(), TENCENT_CHAT_IDENTITY: "acme/other/prod" };
    const other = await Workspace.create({ language: "yaml", program: "{}", withPlugin: true, project: "other", env });
    try {
      const args = ["import", "tencent-chat:index:Group", "taken", "room-1", "--yes", "--skip-preview"];
      const { all } = await other.pulumi(args, { expectCode: "failure" });
      assert.match(
        all,
        /Refused to import the group room-1: it belongs to resource room-1 of stack .*Nothing was changed/s,
      );
      assert.deepEqual(await other.resources(), []);
    } finally {
      await other.dispose();
    }
    assert.equal(marks(), count);
  });

  it("disbands them with the stack, and no other group", async () => {
    await workspace.pulumi(["state", "unprotect", "--all", "--yes"]);
    await workspace.destroy();
    assert.deepEqual(
      app()
        .groups()
        .map(({ groupId }) => groupId),
      ["foreign"],
    );
    assert.deepEqual(await workspace.resources(), []);
  });
});
