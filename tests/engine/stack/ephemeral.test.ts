import assert from "node:assert/strict";
import { type Bench, groupsProgram, startBench } from "../support/groups";
import { typePrefix } from "../support/plugin/host";
import { tencentChat } from "../support/tencentChat";

const stack = "organization/proj/dev";
const ephemeral = 'new chat.EphemeralStack("preview", { ttl: "48h" });';
const room = { name: "room", args: { type: "Public", name: "Room" } };
const chosen = { name: "chosen", args: { groupId: "chosen", type: "Public", name: "Chosen" } };

describe("an ephemeral stack", () => {
  let bench: Bench;
  const app = () => bench.emulator.app();
  const write = (groups = [room, chosen]) => bench.workspace.writeProgram(groupsProgram(groups, ephemeral));

  beforeEach(async () => {
    bench = await startBench([room, chosen], { before: ephemeral });
  });
  afterEach(() => bench.dispose());

  it("is created first and deleted last, and its groups carry their expiry time", async () => {
    await bench.workspace.up();
    const resources = await bench.workspace.resources();
    const groups = resources.filter(({ type }) => type.endsWith(":Group"));
    assert.equal(groups.length, 2);
    for (const { dependencies, outputs } of groups) {
      assert.match(String(dependencies), /tencent-chat:(index:)?EphemeralStack::preview/);
      const mark = JSON.parse(String(app().attributes(String(outputs?.["groupId"]))["pulumi"]));
      assert.equal(mark.x, outputs?.["expires"]);
      assert.ok(Math.abs(mark.x - Date.now() / 1000 - 48 * 3600) < 300);
    }
    await bench.workspace.preview({ expectNoChanges: true });
    await bench.workspace.destroy();
    assert.deepEqual(app().groups(), []);
  });

  it("also disbands groups that its state does not know when it is destroyed, but only its own", async () => {
    await bench.workspace.up();
    // What a killed up leaves behind: groups that are in the service and not in the state.
    const before = await bench.workspace.stateText();
    await write([
      room,
      chosen,
      { name: "lost", args: { type: "ChatRoom", name: "Lost" } },
      { name: "lost-too", args: { groupId: "lost-too", type: "Public", name: "Lost" } },
    ]);
    await bench.workspace.up();
    await bench.workspace.restoreState(before);
    const lost = app()
      .groups()
      .filter(({ name }) => name === "Lost");
    assert.equal(lost.length, 2);
    // One of them without its mark, as if the provider was killed before writing it.
    app().setAttributes(String(lost.find(({ type }) => type === "ChatRoom")?.groupId), {});
    const production = ["unmarked", "copied"];
    for (const groupId of production) app().create({ groupId, type: "Public", name: "Production" });
    app().setAttributes("copied", app().attributes("chosen"));

    const { all } = await bench.workspace.destroy();
    assert.match(all, /Swept the ephemeral stack organization\/proj\/dev: .*2 belonged to it but were in no state/);
    assert.match(
      all,
      /Left alone, since nothing proves .*copied: its owner mark names this stack, but does not verify/s,
    );
    assert.deepEqual(
      app()
        .groups()
        .map(({ groupId }) => groupId),
      production,
    );
  });

  for (const [title, program, args] of [
    ["removed from the program", groupsProgram([room, chosen]), []],
    ["renamed", groupsProgram([room, chosen], ephemeral.replace("preview", "renamed")), []],
    [
      "replaced",
      groupsProgram([room, chosen], ephemeral),
      ["--replace", `urn:pulumi:dev::proj::${typePrefix}EphemeralStack::preview`],
    ],
  ] as const) {
    it(`disbands nothing when it is ${title} by an up`, async () => {
      await bench.workspace.up();
      await bench.workspace.writeProgram(program);
      await bench.workspace.up({ args });
      assert.equal(app().groups().length, 2);
      assert.deepEqual(app().disbanded(), []);
      await bench.workspace.destroy();
      assert.deepEqual(app().groups(), []);
    });
  }

  it("does not sweep a group declared before it: that group's own delete decides", async () => {
    const first = {
      name: "first",
      args: { groupId: "first", type: "Public", name: "First", disbandOnlyIf: { emptyOfMessages: true } },
    };
    await bench.workspace.writeProgram(`${groupsProgram([first])}\n${ephemeral}`);
    await bench.workspace.up();
    app().write("first");
    const { all } = await bench.workspace.destroy({ expectCode: "failure" });
    assert.match(all, /emptyOfMessages/);
    assert.ok(app().group("first"));
  });

  it("does not sweep a retained group, or one that a later transformation or its parent protects", async () => {
    const retained = {
      name: "retained",
      args: { groupId: "retained", type: "Public", name: "R" },
      options: "{ retainOnDelete: true }",
    };
    const guarded = {
      name: "guarded",
      args: { groupId: "guarded", type: "Public", name: "G", disbandOnlyIf: { membersAtMost: 9 } },
    };
    const child = {
      name: "child",
      args: { groupId: "child", type: "Public", name: "C" },
      options: "{ parent: component }",
    };
    const before = `${ephemeral}
const component = new pulumi.ComponentResource("test:Component", "component", {}, { protect: true });
pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => name === "late" ? { props, opts: { ...opts, protect: true } } : undefined);`;
    const late = { name: "late", args: { groupId: "late", type: "Public", name: "L" } };
    await bench.workspace.writeProgram(groupsProgram([retained, guarded, child, late, chosen], before));
    await bench.workspace.up();
    const marked = (groupId: string) => JSON.parse(String(app().attributes(groupId)["pulumi"])).x !== undefined;
    assert.deepEqual(["retained", "guarded", "child", "late", "chosen"].filter(marked), ["chosen"]);
    await bench.workspace.pulumi(["state", "unprotect", "--all", "--yes"]);
    await bench.workspace.destroy();
    assert.deepEqual(
      app()
        .groups()
        .map(({ groupId }) => groupId),
      ["retained"],
    );
  });

  it("reports an invalid ttl", async () => {
    await bench.workspace.writeProgram(
      'const chat = require("pulumi-tencent-chat");\nnew chat.EphemeralStack("preview", { ttl: "soon" });\n',
    );
    const { all } = await bench.workspace.preview({ expectCode: "failure" });
    assert.match(all, /ttl must be a duration such as 30m, 48h or 7d.*got text of 4 bytes/);
  });
});

describe("tencent-chat sweep", () => {
  it("lists a stack with a lost state by its name, with its identity, and disbands its groups by that", async () => {
    const bench = await startBench([room, chosen]);
    const app = bench.emulator.app();
    const sweep = (...args: string[]) => tencentChat(["sweep", ...args], bench.emulator.env());
    try {
      await bench.workspace.up();
      app.create({ groupId: "production", type: "Public", name: "Production" });
      const listed = await sweep("--stack", stack);
      assert.equal(listed.code, 0);
      assert.match(listed.stdout, /3 groups checked: 2 would be disbanded, 0 still there, 0 left alone/);
      const [, identity = ""] = /of stack organization\/proj\/dev, identity (\S+):/.exec(listed.stdout) ?? [];
      const dry = await sweep("--identity", identity);
      assert.equal(dry.code, 0);
      assert.match(dry.stdout, /2 would be disbanded/);
      assert.equal(app.groups().length, 3);
      const report = JSON.parse((await sweep("--identity", identity, "--yes", "--json")).stdout);
      assert.equal(report.swept.length, 2);
      assert.deepEqual(
        app.groups().map(({ groupId }) => groupId),
        ["production"],
      );
      await bench.workspace.destroy();
    } finally {
      await bench.dispose();
    }
  });
});
