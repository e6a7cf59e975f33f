import assert from "node:assert/strict";
import { type Bench, groupsProgram, startBench } from "../support/groups";

const force = "TENCENT_CHAT_FORCE_DISBAND";
const room = { name: "room", args: { groupId: "room", type: "Public", name: "Room" } };
const guarded = { name: "room", args: { ...room.args, disbandOnlyIf: { membersAtMost: 1 } } };

describe("a guard that is added to an existing group", () => {
  let bench: Bench;
  const app = () => bench.emulator.app();

  beforeEach(async () => {
    bench = await startBench([room]);
    await bench.workspace.up();
    bench.emulator.journal.clear();
    await bench.workspace.writeProgram(groupsProgram([guarded]));
    const { all } = await bench.workspace.up();
    assert.match(all, /1 updated/);
    const writes = bench.emulator.journal.entries().filter(({ effect }) => effect);
    assert.deepEqual(
      writes.map(({ api }) => api),
      ["modify_group_attr"],
      "only the owner mark is written: sweeps leave a guarded group alone",
    );
    app().join("room", "alice");
    app().join("room", "bob");
  });
  afterEach(() => bench.dispose());

  it("is saved by that up, and holds at destroy until the environment names the group", async () => {
    const [saved] = await bench.workspace.resources();
    assert.deepEqual(saved?.outputs?.["disbandOnlyIf"], { membersAtMost: 1 });
    await bench.workspace.preview({ expectNoChanges: true });

    const { all } = await bench.workspace.destroy({ expectCode: "failure" });
    assert.match(all, /Refused to disband the group room .*membersAtMost 1: it has 2 members/s);
    assert.match(all, /set TENCENT_CHAT_FORCE_DISBAND=room /);
    assert.ok(app().group("room"));
    await bench.workspace.refresh();
    await bench.workspace.destroy({ env: { [force]: "another" }, expectCode: "failure" });
    assert.equal(bench.emulator.journal.count({ api: "destroy_group" }), 0);

    const forced = await bench.workspace.destroy({ env: { [force]: "another,room" } });
    assert.match(forced.all, /The guards of the group room .* are overridden/);
    assert.deepEqual(app().groups(), []);
    assert.deepEqual(await bench.workspace.resources(), []);
  });

  it("holds for a replacement and for a group that is removed from the program", async () => {
    await bench.workspace.writeProgram(groupsProgram([{ name: "room", args: { ...room.args, type: "ChatRoom" } }]));
    const replacing = await bench.workspace.up({ expectCode: "failure" });
    assert.match(replacing.all, /membersAtMost 1: it has 2 members/);
    assert.equal(app().group("room")?.type, "Public");
    await bench.workspace.writeProgram(groupsProgram([]));
    await bench.workspace.up({ expectCode: "failure" });
    assert.ok(app().group("room"));
    app().leave("room", "bob");
    await bench.workspace.up();
    assert.deepEqual(app().groups(), []);
  });

  it("is removed by an up of a program without it", async () => {
    await bench.workspace.writeProgram(groupsProgram([room]));
    await bench.workspace.up();
    await bench.workspace.destroy();
    assert.deepEqual(app().groups(), []);
  });
});

describe("the child resources of a group that its guards keep", () => {
  it("stay in the service when a destroy is refused, and are adopted by the next up", async () => {
    const guarded = { name: "room", args: { type: "Public", name: "Room", disbandOnlyIf: { membersAtMost: 1 } } };
    const after = 'new chat.GroupMembers("members", { group: groups[0], members: ["alice", "bob"] });';
    const bench = await startBench([guarded], { after });
    const members = () => {
      const [group] = bench.emulator.app().groups();
      return group?.members.map(({ account }) => account);
    };
    try {
      await bench.workspace.up();
      await bench.workspace.destroy({ expectCode: "failure" });
      assert.deepEqual(members(), ["alice", "bob"], "nobody was removed from a group that stays");
      await bench.workspace.up();
      assert.equal((await bench.workspace.resources()).length, 2);
      assert.deepEqual(members(), ["alice", "bob"]);
      const [group] = bench.emulator.app().groups();
      await bench.workspace.destroy({ env: { [force]: String(group?.groupId) } });
      assert.deepEqual(bench.emulator.app().groups(), []);
    } finally {
      await bench.dispose();
    }
  });
});

describe("a farewell on the real engine", () => {
  it("is sent to each group once, and shown", async () => {
    const farewell = { message: "This preview closes.", wait: "1s" };
    const names = ["a", "b", "c"];
    const bench = await startBench(names.map((name) => ({ name, args: { type: "Public", name, farewell } })));
    try {
      await bench.workspace.up();
      const { all } = await bench.workspace.destroy();
      const shown = all.matchAll(/The farewell to the group (\S+) .* was sent: the group will be disbanded in 1s/g);
      assert.equal(new Set([...shown].map(([, groupId]) => groupId)).size, 3);
      assert.equal(bench.emulator.journal.count({ api: "send_group_system_notification", outcome: "ok" }), 3);
      assert.deepEqual(bench.emulator.app().groups(), []);
    } finally {
      await bench.dispose();
    }
  });
});
