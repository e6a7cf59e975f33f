import assert from "node:assert/strict";
import path from "node:path";
import { type AppHandle, type Emulator, type GroupSnapshot, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const example = path.resolve(__dirname, "../../../examples/community-launch");
const wide = ["--parallel", "64"];

/** The changes that other clients make to each resource of the example, by its kind. */
const disturbances: Readonly<Record<string, (app: AppHandle, groupId: (name: string) => string) => void>> = {
  Group: (app, groupId) => app.edit(groupId("Launch"), { introduction: "", name: "Lunch" }),
  GroupMembers: (app, groupId) => app.leave(groupId("Launch"), "launch-person-7"),
  GroupMember: (app, groupId) => app.setMember(groupId("Backstage"), "launch-mod-ada", { nameCard: "Off duty" }),
  GroupAttributes: (app, groupId) => app.setAttributes(groupId("Announcements"), { phase: "over" }),
  GroupCounters: (app, groupId) => app.setCounters(groupId("Questions"), { asked: 12n, seats: 1n }),
  Topic: (app, groupId) => {
    const [topic] = app.topics(groupId("Launch"));
    assert.ok(topic);
    app.editTopic(groupId("Launch"), topic.topicId, { name: "Spam" });
  },
  Account: (app) => app.editAccount("launch-host", { Tag_Profile_IM_Nick: "Somebody" }),
  Chatbot: (app) => app.editAccount(String(app.robots()[0]), { Tag_Profile_IM_Nick: "Somebody" }),
  MutedMembers: (app, groupId) => app.unmute(groupId("Announcements"), "launch-person-1"),
  BannedMembers: (app, groupId) => app.unban(groupId("Launch stream"), "launch-person-2"),
};

describe("the example community-launch", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const app = () => emulator.app();
  const groups = () =>
    new Map(
      app()
        .groups()
        .map((group) => [group.name, group]),
    );
  const idOf = (found: ReadonlyMap<string, GroupSnapshot>) => (name: string) => {
    const group = found.get(name);
    assert.ok(group, `there is no group ${name}`);
    return group.groupId;
  };

  before(async () => {
    emulator = await startEmulator();
    workspace = await Workspace.create({
      from: example,
      language: "typescript",
      project: "community-launch",
      env: emulator.env(),
    });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  it("creates five groups with 300 members, topics, counters and a chatbot, and then shows no change", async () => {
    await workspace.up({ args: wide });
    const found = groups();
    const id = idOf(found);
    assert.equal(found.size, 5);
    assert.equal(app().members(id("Launch")).length, 300);
    assert.deepEqual(
      app()
        .topics(id("Launch"))
        .map(({ name }) => name)
        .sort(),
      ["Help", "News", "Off topic"],
    );
    assert.deepEqual(app().counters(id("Questions")), { asked: 0n, seats: 300n });
    assert.equal(app().robots().length, 1);
    await workspace.preview({ expectNoChanges: true, args: wide });
  });

  it("shows drift of each kind of resource in a refresh, and corrects it with the next up", async () => {
    const id = idOf(groups());
    for (const disturb of Object.values(disturbances)) disturb(app(), id);
    await workspace.refresh({ args: wide });
    const { stdout } = await workspace.pulumi(["preview", "--json", "--stack", "dev", ...wide]);
    const { steps } = JSON.parse(stdout) as { steps: readonly { op: string; newState?: { type: string } }[] };
    const changed = steps.filter(({ op }) => op === "update").map(({ newState }) => newState?.type.split(":").at(-1));
    assert.deepEqual([...new Set(changed)].sort(), Object.keys(disturbances).sort());
    await workspace.up({ args: wide });
    await workspace.refresh({ args: [...wide, "--expect-no-changes"] });
  });

  it("disbands its groups with one call each, and leaves no group, account or chatbot", async () => {
    emulator.journal.clear();
    await workspace.destroy({ args: wide });
    assert.deepEqual(app().groups(), []);
    assert.deepEqual(app().robots(), []);
    assert.deepEqual(
      app()
        .accounts()
        .filter((userId) => userId.startsWith("launch-")),
      [],
    );
    const calls = emulator.journal.entries({ effect: true }).map(({ api }) => api);
    assert.equal(calls.filter((api) => api === "destroy_group").length, 5);
    const others = calls.filter((api) => !["destroy_group", "account_delete", "delete_robot"].includes(api));
    assert.deepEqual(others, [], "child resources are deleted with their group");
  });
});
