import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const program = (groupId: string) => `
const tencentchat = require("pulumi-tencent-chat");
module.exports = async () => {
  const { introduction } = await tencentchat.getGroup({ groupId: "lobby" });
  const room = new tencentchat.Group("room", { type: "Public", name: "Room", introduction });
  return { read: tencentchat.getGroupOutput({ groupId: ${groupId} }).introduction };
};`;

describe("functions in a program", () => {
  let emulator: Emulator;
  let workspace: Workspace;

  before(async () => {
    emulator = await startEmulator();
    emulator.app().create({ groupId: "lobby", type: "Public", name: "Lobby", introduction: "read" });
    workspace = await Workspace.create({ program: program("room.groupId"), env: emulator.env() });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  it("read existing groups, and during the update groups of the program itself, which the preview before it waits for", async () => {
    await workspace.preview();
    await workspace.up();
    const { stdout } = await workspace.pulumi(["stack", "output", "read"]);
    assert.equal(stdout.trim(), "read");
    await workspace.preview({ expectNoChanges: true });
  });

  it("that fail end the program with their message, without source and stack", async () => {
    await workspace.writeProgram(program('"nowhere"'));
    const { all } = await workspace.preview({ expectCode: "failure" });
    assert.match(all, /error: There is no group nowhere in the app 1400000000\. /);
    assert.doesNotMatch(all, /Unhandled|^\s+at /m);
  });
});
