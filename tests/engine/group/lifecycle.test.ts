import assert from "node:assert/strict";
import { type Bench, type GroupSource, groupsProgram, startBench } from "../support/groups";

/** For each type: how it is declared, what is changed later, and the properties in the service afterwards. */
const types = [
  {
    name: "work",
    first: { type: "Work", name: "Work", ownerAccount: "alice", introduction: "hello", muteAllMembers: true },
    next: { type: "Work", name: "Work 2", ownerAccount: "bob", muteAllMembers: false },
    ends: { type: "Private", name: "Work 2", ownerAccount: "bob", introduction: "" },
  },
  {
    name: "public",
    first: {
      type: "Public",
      name: "Public",
      ownerAccount: "alice",
      maxMemberCount: 50,
      applyJoinOption: "NeedPermission",
      customFields: { team: "sre", tier: "1" },
    },
    next: {
      type: "Public",
      name: "Public",
      ownerAccount: "alice",
      maxMemberCount: 60,
      applyJoinOption: "DisableApply",
      customFields: { team: "dev" },
    },
    ends: { type: "Public", maxMemberNum: 60, applyJoinOption: "DisableApply", customFields: { team: "dev" } },
  },
  {
    name: "meeting",
    first: { type: "Meeting", name: "Meeting", notification: "at nine" },
    next: { type: "ChatRoom", name: "Meeting", notification: "at ten" },
    ends: { type: "ChatRoom", notification: "at ten" },
  },
  {
    name: "live",
    first: { type: "AVChatRoom", name: "Live", faceUrl: "https://example.com/a.png" },
    next: { type: "AVChatRoom", name: "Live", faceUrl: "https://example.com/b.png" },
    ends: { type: "AVChatRoom", faceUrl: "https://example.com/b.png" },
  },
  {
    name: "community",
    first: { type: "Community", name: "Community", supportTopic: true },
    next: { type: "Community", name: "Town", supportTopic: true },
    ends: { type: "Community", name: "Town" },
  },
] as const;

describe("a group of every type, on the real engine", () => {
  let bench: Bench;
  const sources = (moment: "first" | "next"): GroupSource[] =>
    types.map((each) => ({ name: each.name, args: each[moment] }));
  const group = (name: string) =>
    bench.emulator
      .app()
      .groups()
      .find(({ groupId }) => groupId.includes(`dev-${name}-`));

  before(async () => {
    const apps = [
      { sdkAppId: 1400000000, secretKey: "f".repeat(64), admins: ["administrator"], customFieldKeys: ["team", "tier"] },
    ];
    bench = await startBench(sources("first"), { emulator: { apps } });
  });
  after(() => bench.dispose());

  it("is created by up, with a derived id and an owner mark", async () => {
    await bench.workspace.up();
    assert.equal(bench.emulator.app().groups().length, 5);
    for (const { name } of types) {
      const made = group(name);
      assert.ok(made, name);
      const mark = JSON.parse(bench.emulator.app().attributes(made.groupId)["pulumi"] ?? "{}");
      assert.deepEqual([mark.s, mark.n], ["organization/proj/dev", name]);
    }
    assert.equal(group("work")?.muteAllMember, "On");
  });

  it("shows no change in the preview that follows", async () => {
    await bench.workspace.preview({ expectNoChanges: true });
  });

  it("shows no change after a refresh without drift", async () => {
    await bench.workspace.refresh();
    await bench.workspace.preview({ expectNoChanges: true });
  });

  it("is updated in place: texts, a cleared text, options, custom fields, owner", async () => {
    await bench.workspace.writeProgram(groupsProgram(sources("next")));
    const { all } = await bench.workspace.up();
    assert.match(all, /5 updated/);
    assert.equal(bench.emulator.app().counts().created, 5);
    for (const { name, ends } of types) {
      const now: Record<string, unknown> = { ...group(name) };
      for (const [field, value] of Object.entries(ends)) assert.deepEqual(now[field], value, `${name}.${field}`);
    }
    await bench.workspace.preview({ expectNoChanges: true });
  });

  it("is restored by up after drift in every managed field, which a refresh shows", async () => {
    const app = bench.emulator.app();
    const drifted = group("public");
    assert.ok(drifted);
    app.edit(drifted.groupId, {
      name: "Hacked",
      maxMemberNum: 99,
      applyJoinOption: "FreeAccess",
      customFields: { team: "x" },
    });
    app.edit(String(group("live")?.groupId), { faceUrl: "https://example.com/evil.png" });
    app.edit(String(group("meeting")?.groupId), { notification: "never" });
    const { all } = await bench.workspace.refresh({ args: ["--diff"] });
    for (const shown of ["Hacked", "99", "FreeAccess", "evil.png", "never"])
      assert.ok(all.includes(shown), `${shown} in\n${all}`);
    await bench.workspace.up();
    assert.equal(group("public")?.name, "Public");
    assert.equal(group("meeting")?.notification, "at ten");
    await bench.workspace.preview({ expectNoChanges: true });
  });

  it("shows no drift in undeclared counters", async () => {
    bench.emulator.app().join(String(group("public")?.groupId), "bob");
    const { all } = await bench.workspace.refresh();
    assert.match(all, /7 unchanged/);
  });

  it("is replaced when its type changes, under a new derived id", async () => {
    const before = group("meeting")?.groupId;
    const changed = sources("next").map((source) =>
      source.name === "meeting" ? { ...source, args: { type: "Public", name: "Meeting" } } : source,
    );
    await bench.workspace.writeProgram(groupsProgram(changed));
    await bench.workspace.up();
    assert.notEqual(group("meeting")?.groupId, before);
    assert.equal(group("meeting")?.type, "Public");
    assert.deepEqual(bench.emulator.app().disbanded(), [before]);
  });

  it("is disbanded by destroy, each group once, and nothing is left", async () => {
    await bench.workspace.destroy();
    assert.deepEqual(bench.emulator.app().groups(), []);
    assert.equal(new Set(bench.emulator.app().disbanded()).size, bench.emulator.app().disbanded().length);
    assert.deepEqual(await bench.workspace.resources(), []);
  });
});
