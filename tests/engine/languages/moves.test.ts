import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

/** The same resources in both languages. */
const typescript = `
const chat = require("pulumi-tencent-chat");
const preview = new chat.EphemeralStack("preview", { ttl: "48h" });
const alice = new chat.Account("alice", { userId: "alice", nick: "Alice" });
const room = new chat.Group("room", { type: "Public", name: "Room", ownerAccount: alice.userId });
const forum = new chat.Group("forum", { groupId: "@TGS#_forum", type: "Community", name: "Forum", supportTopic: true });
new chat.Topic("news", { group: forum, name: "News" });
new chat.GroupMembers("members", { group: room, members: ["bob"] });
new chat.GroupAttributes("theme", { group: room, attributes: { theme: "dark" } });
new chat.GroupFleet("fleet", { defaults: { type: "Public", name: "Room {key}" }, groups: { red: {}, blue: {} } });
`;

const ref = (path: string) => `\${${path}}`;
const ttl = ref("preview.ttl");
const resource = (kind: string, properties: object) => ({ type: `tencent-chat:${kind}`, properties });
const resources = {
  preview: resource("EphemeralStack", { ttl: "48h" }),
  alice: resource("Account", { userId: "alice", nick: "Alice" }),
  room: resource("Group", { type: "Public", name: "Room", ownerAccount: ref("alice.userId"), ttl }),
  forum: resource("Group", { groupId: "@TGS#_forum", type: "Community", name: "Forum", supportTopic: true, ttl }),
  news: resource("Topic", { groupId: ref("forum.groupId"), name: "News" }),
  members: resource("GroupMembers", { groupId: ref("room.groupId"), members: ["bob"] }),
  theme: resource("GroupAttributes", { groupId: ref("room.groupId"), attributes: { theme: "dark" } }),
  fleet: resource("GroupFleet", {
    defaults: { type: "Public", name: "Room {key}" },
    groups: { red: {}, blue: {} },
    ttl,
  }),
};
const yaml = JSON.stringify({ resources });

describe("a stack that moves between TypeScript and YAML", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  /** Everything of every group, owner marks included. */
  const service = () => {
    const app = emulator.app();
    return app
      .groups()
      .map((group) => ({ ...group, attributes: app.attributes(group.groupId), members: app.members(group.groupId) }));
  };
  const assertUntouched = async (before: ReturnType<typeof service>, work: () => Promise<unknown>) => {
    emulator.journal.clear();
    await work();
    assert.deepEqual(emulator.journal.entries({ effect: true }), []);
    assert.deepEqual(service(), before);
  };
  const refreshAndUp = async () => {
    await workspace.refresh({ args: ["--expect-no-changes"] });
    assert.match((await workspace.up()).stdout, /Resources:\n {4}10 unchanged\n/);
    await workspace.preview({ expectNoChanges: true });
  };

  before(async () => {
    emulator = await startEmulator({ rateLimit: false });
    emulator.app().importAccounts("bob");
    emulator.app().create({ groupId: "foreign", type: "Public", name: "Foreign" });
    workspace = await Workspace.create({ program: typescript, withPlugin: true, env: emulator.env() });
    await workspace.up();
    const state = await workspace.stateText();
    await workspace.writeProgram(`${typescript}new chat.Group("left", { type: "Public", name: "Left" });`);
    await workspace.up();
    await workspace.restoreState(state);
    await workspace.writeProgram(typescript);
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  it("is unchanged in YAML, and nothing in the service is touched", async () => {
    const before = service();
    await assertUntouched(before, async () => {
      await workspace.writeProgram(yaml, "yaml");
      // Only the ids of a fleet get another form.
      assert.match(
        (await workspace.preview()).all,
        /The update writes ids into the state as this program reads it, and changes nothing else/,
      );
      const { stdout } = await workspace.up();
      assert.match(stdout, /GroupFleet fleet updated/);
      // The provider of the other host is not needed any more.
      assert.match(
        stdout,
        /Resources:\n(?: {4}\+ 1 created\n)? {4}~ 1 updated\n {4}- 1 deleted\n {4}\d changes. 8 unchanged\n/,
      );
      await workspace.preview({ expectNoChanges: true });
    });
    const types = (await workspace.resources()).map(({ type }) => type);
    assert.ok(types.length === 8 && types.every((type) => type.startsWith("tencent-chat:index:")), String(types));
  });

  it("is unchanged back in TypeScript, and nothing in the service is touched", async () => {
    const before = service();
    await assertUntouched(before, async () => {
      await workspace.writeProgram(typescript, "javascript");
      // A delete of the dynamic host knows only the outputs: they learn the identities to sweep by.
      assert.match((await workspace.up()).stdout, / {4}\+ 1 created\n {4}~ 1 updated\n {4}2 changes. 8 unchanged\n/);
      await workspace.preview({ expectNoChanges: true });
    });
    const types = (await workspace.resources()).map(({ type }) => type);
    assert.ok(types.length === 8 && types.every((type) => type.startsWith("pulumi-nodejs:dynamic/")), String(types));
  });

  it("is unchanged after a refresh there, which knows only the outputs", () =>
    assertUntouched(service(), refreshAndUp));

  it("is unchanged in YAML once more, after a refresh as well", async () => {
    await assertUntouched(service(), async () => {
      await workspace.writeProgram(yaml, "yaml");
      await workspace.up();
      await workspace.refresh({ args: ["--expect-no-changes"] });
    });
  });

  it("is unchanged in TypeScript with outputs that the plugin has written, and in YAML after that", async () => {
    await assertUntouched(service(), async () => {
      await workspace.writeProgram(typescript, "javascript");
      await workspace.up();
      await refreshAndUp();
      await workspace.writeProgram(yaml, "yaml");
      await workspace.up();
    });
  });

  it("may move with an update in the same step", async () => {
    const before = service();
    await workspace.writeProgram(yaml.replace('"name":"Room",', '"name":"New",'), "yaml");
    await workspace.up();
    const changed = service().filter((group, index) => JSON.stringify(group) !== JSON.stringify(before[index]));
    assert.deepEqual(
      changed.map(({ name, createTime }) => [name, createTime]),
      [["New", before.find(({ name }) => name === "Room")?.createTime]],
    );
  });

  it("replaces a group after the move, and disbands the old one", async () => {
    const { fleet, ...rest } = resources;
    const meeting = { ...rest.room, properties: { ...rest.room.properties, type: "Meeting" } };
    await workspace.writeProgram(JSON.stringify({ resources: { ...rest, fleet, room: meeting } }));
    await workspace.up();
    const rooms = service().filter(({ groupId }) => groupId.includes("-room-"));
    assert.deepEqual(
      rooms.map(({ type }) => type),
      ["ChatRoom"],
    );
  });

  it("is destroyed in its new language, and what a killed run left before the moves is swept", async () => {
    assert.ok(service().some(({ name }) => name === "Left"));
    await workspace.destroy();
    assert.deepEqual(
      service().map(({ groupId }) => groupId),
      ["foreign"],
    );
    assert.deepEqual(await workspace.resources(), []);
  });
});
