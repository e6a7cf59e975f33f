import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const groups = `const chat = require("pulumi-tencent-chat");
const forum = new chat.Group("forum", { groupId: "@TGS#_forum", type: "Community", name: "Forum", supportTopic: true });
const room = new chat.Group("room", { type: "Public", name: "Room" });
new chat.GroupFleet("fleet", { defaults: { type: "Public", name: "Room {key}" }, groups: { red: {}, blue: {} } });
new chat.GroupMembers("members", { group: room, members: ["bob"] });
`;
const program = `${groups}
new chat.Topic("news", { group: forum, name: "News" });
new chat.GroupAttributes("theme", { group: room, attributes: { theme: "dark" } });
`;

describe("a stack whose identity is pinned later", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const pinned = { env: { TENCENT_CHAT_IDENTITY: "acme/pinned" } };
  const unpinned = { env: { TENCENT_CHAT_IDENTITY: undefined } };
  const room = () =>
    emulator
      .app()
      .groups()
      .find(({ name }) => name === "Room")?.groupId ?? "";
  const changes = () => [...new Set(emulator.journal.entries({ effect: true }).map(({ api }) => api))];

  before(async () => {
    emulator = await startEmulator();
    emulator.app().importAccounts("bob");
    workspace = await Workspace.create({ program, env: emulator.env() });
    await workspace.up();
    emulator.journal.clear();
  });
  after(async () => {
    await workspace?.dispose();
    await emulator?.close();
  });

  it("writes the owner marks once, with resources inside of its groups", async () => {
    await workspace.up(pinned);
    assert.deepEqual(changes(), ["modify_group_attr"]);
    await workspace.preview({ ...pinned, expectNoChanges: true });
  });

  it("removes a resource inside of a group in the update that changes the identity back", async () => {
    await workspace.writeProgram(groups);
    await workspace.up(unpinned);
    assert.equal(emulator.app().attributes(room())["theme"], undefined);
    assert.deepEqual(emulator.app().topics("@TGS#_forum"), []);
    assert.ok(
      emulator
        .app()
        .members(room())
        .some(({ account }) => account === "bob"),
    );
    await workspace.preview({ ...unpinned, expectNoChanges: true });
  });

  it("is destroyed with everything", async () => {
    await workspace.destroy();
    assert.deepEqual(emulator.app().groups(), []);
  });
});
