import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const users = ["bob", "carol", "dave"];

function program(order: readonly string[], nameCard = "B"): string {
  const members = order.map((userId) => (userId === "bob" ? { userId, nameCard } : userId));
  return [
    'const chat = require("pulumi-tencent-chat");',
    'const room = new chat.Group("room", { type: "Public", name: "Room", ownerAccount: "alice" });',
    'const live = new chat.Group("live", { type: "AVChatRoom", name: "Live", ownerAccount: "alice" });',
    `const members = new chat.GroupMembers("list", { group: room, members: ${JSON.stringify(members)} });`,
    `const rest = { userIds: ${JSON.stringify(order)}, until: "forever" };`,
    'new chat.MutedMembers("list", { group: room, ...rest }, { dependsOn: members });',
    'new chat.BannedMembers("list", { group: live, ...rest });',
  ].join("\n");
}

describe("the order of members, of muted and of banned users", () => {
  let emulator: Emulator;
  let workspace: Workspace;

  before(async () => {
    emulator = await startEmulator();
    emulator.app().importAccounts("alice", ...users);
    workspace = await Workspace.create({ program: program(users), env: emulator.env() });
    await workspace.up();
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  /** The outputs of the three resources, each as a list of UserIDs. */
  async function ordersInState(): Promise<readonly string[]> {
    return (await workspace.resources()).flatMap(({ outputs }) => {
      const { members, userIds } = outputs as { members?: object; userIds?: readonly string[] };
      return members ? Object.keys(members) : (userIds ?? []);
    });
  }

  let former: readonly string[];

  it("is no difference for an up: it makes no call, and the state keeps its order", async () => {
    former = await ordersInState();
    assert.equal(former.length, 9);
    await workspace.writeProgram(program(["dave", "bob", "carol"]));
    emulator.journal.clear();
    assert.match((await workspace.up()).all, /7 unchanged/);
    assert.equal(emulator.journal.count(), 0);
    assert.deepEqual(await ordersInState(), former);
  });

  it("is no difference for a refresh and the commands after it", async () => {
    assert.match((await workspace.refresh({ args: ["--expect-no-changes"] })).all, /7 unchanged/);
    assert.deepEqual(await ordersInState(), former);
    await workspace.preview({ expectNoChanges: true });
  });

  it("hides no other difference", async () => {
    await workspace.writeProgram(program(["carol", "dave", "bob"], "C"));
    emulator.journal.clear();
    assert.match((await workspace.up()).all, /1 updated/);
    assert.equal(emulator.journal.count({ api: "modify_group_member_info" }), 1);
  });

  it("and the form of the members are no difference, and a preview names the members that change", async () => {
    const form = (members: string) =>
      workspace.writeProgram(
        program(["carol", "dave", "bob"], "C").replace(/members: \[.*?\] \}/, `members: ${members} }`),
      );
    await form('{ dave: {}, carol: {}, bob: { nameCard: "C" } }');
    await workspace.preview({ expectNoChanges: true });
    await form('{ dave: {}, bob: { nameCard: "D" } }');
    const { all } = await workspace.preview({ args: ["--diff"] });
    const [, shown] = /~ members *: \{([\s\S]*?)\n {8}\}/.exec(all) ?? assert.fail(all);
    assert.match(shown ?? "", /~ bob *: \{\s*~ nameCard: "C" => "D"\s*\}\s*- carol *: \{\}/);
    assert.doesNotMatch(shown ?? "", /dave/);
  });
});
