import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const program = JSON.stringify({
  resources: {
    preview: { type: "tencent-chat:EphemeralStack", properties: { ttl: "48h" } },
    alice: { type: "tencent-chat:Account", properties: { userId: "alice", nick: "Alice" } },
    room: {
      type: "tencent-chat:Group",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi YAML
      properties: { type: "Public", name: "Room", ownerAccount: "${alice.userId}", ttl: "${preview.ttl}" },
    },
    members: {
      type: "tencent-chat:GroupMembers",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi YAML
      properties: { groupId: "${room.groupId}", members: ["bob"] },
    },
    theme: {
      type: "tencent-chat:GroupAttributes",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi YAML
      properties: { groupId: "${room.groupId}", attributes: { theme: "dark" } },
    },
    fleet: {
      type: "tencent-chat:GroupFleet",
      properties: { defaults: { type: "Public", name: "Room {key}" }, groups: { red: {}, blue: {} } },
    },
  },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi YAML
  outputs: { roomId: "${room.groupId}", red: "${fleet.ids.red}" },
});

describe("a program in YAML", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const created = () =>
    new Map(
      emulator
        .app()
        .groups()
        .map(({ groupId, createTime }) => [groupId, createTime]),
    );

  before(async () => {
    emulator = await startEmulator({ rateLimit: false });
    emulator.app().importAccounts("bob");
    emulator.app().create({ groupId: "foreign", type: "Public", name: "Foreign" });
    workspace = await Workspace.create({ language: "yaml", program, withPlugin: true, env: emulator.env() });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  it("previews without a call", async () => {
    emulator.journal.clear();
    await workspace.preview();
    assert.deepEqual(emulator.journal.entries(), []);
  });

  it("creates everything, with outputs", async () => {
    const { stdout } = await workspace.up();
    const ids = [...created().keys()];
    assert.equal(ids.length, 4);
    for (const id of ids.filter((each) => /-(room|red)-/.test(each))) assert.ok(stdout.includes(id), id);
    const room = ids.find((id) => id.includes("-room-")) ?? "";
    assert.deepEqual(
      emulator
        .app()
        .members(room)
        .map(({ account }) => account)
        .sort(),
      ["alice", "bob"],
    );
    assert.equal(emulator.app().attributes(room)["theme"], "dark");
  });

  it("shows no change in a preview and a refresh, and changes one property in place", async () => {
    await workspace.preview({ expectNoChanges: true });
    await workspace.refresh({ args: ["--expect-no-changes"] });
    const before = created();
    await workspace.writeProgram(program.replace('"name":"Room"', '"name":"New"'));
    const { all } = await workspace.up({ args: ["--diff"] });
    assert.match(all, /~ name *: "Room" => "New"/);
    assert.deepEqual(created(), before);
  });

  it("restores what someone changed, which a refresh shows", async () => {
    const [room = ""] = [...created().keys()].filter((id) => id.includes("-room-"));
    emulator.app().edit(room, { name: "Hacked" });
    assert.match((await workspace.refresh({ args: ["--diff"] })).all, /Hacked/);
    await workspace.up();
    assert.equal(emulator.app().group(room)?.name, "New");
  });

  it("disbands its groups and no other, and sweeps what a killed run left behind", async () => {
    const state = await workspace.stateText();
    const { resources } = JSON.parse(program);
    const ttl = resources.room.properties.ttl;
    const left = (more: object) => ({
      type: "tencent-chat:Group",
      properties: { type: "Public", name: "Left", ...more },
    });
    const withLeft = { ...JSON.parse(program), resources: { ...resources, left: left({ ttl }), lasting: left({}) } };
    await workspace.writeProgram(JSON.stringify(withLeft));
    await workspace.up();
    await workspace.restoreState(state);
    await workspace.destroy();
    const names = emulator
      .app()
      .groups()
      .map(({ groupId }) => groupId.replace(/^dev-|-[a-z2-7]{16}$/g, ""));
    assert.deepEqual(names.sort(), ["foreign", "lasting"]);
    assert.deepEqual(await workspace.resources(), []);
  });
});
