import assert from "node:assert/strict";
import { type Bench, groupsProgram, startBench } from "../support/groups";

const chosen = { name: "chosen", args: { groupId: "chosen", type: "Public", name: "Chosen" } };

describe("the engine's resource options", () => {
  let bench: Bench;
  const app = () => bench.emulator.app();
  const program = (options: string, args: object = {}) =>
    groupsProgram([{ name: "chosen", args: { ...chosen.args, ...args }, options }]);

  const groupUrn = async () => {
    const resources = await bench.workspace.resources();
    return String(resources.find(({ type }) => type.endsWith(":Group"))?.urn);
  };

  beforeEach(async () => {
    bench = await startBench([chosen]);
  });
  afterEach(() => bench.dispose());

  it("retainOnDelete leaves the group in the service when the stack is destroyed", async () => {
    await bench.workspace.writeProgram(program("{ retainOnDelete: true }"));
    await bench.workspace.up();
    await bench.workspace.destroy();
    assert.ok(app().group("chosen"));
    assert.equal(bench.emulator.journal.count({ api: "destroy_group" }), 0);
  });

  it("protect refuses to disband", async () => {
    await bench.workspace.writeProgram(program("{ protect: true }"));
    await bench.workspace.up();
    await bench.workspace.destroy({ expectCode: "failure" });
    assert.ok(app().group("chosen"));
    await bench.workspace.pulumi(["state", "unprotect", "--all", "--yes"]);
    await bench.workspace.destroy();
    assert.deepEqual(app().groups(), []);
  });

  it("replaceOnChanges replaces for a property that is otherwise updated, delete before create", async () => {
    await bench.workspace.writeProgram(program('{ replaceOnChanges: ["introduction"] }', { introduction: "a" }));
    await bench.workspace.up();
    await bench.workspace.writeProgram(program('{ replaceOnChanges: ["introduction"] }', { introduction: "b" }));
    await bench.workspace.up();
    assert.deepEqual(app().disbanded(), ["chosen"]);
    assert.equal(app().group("chosen")?.introduction, "b");
  });

  it("up --replace and a tainted resource do not touch a group that keeps its id, and say so", async () => {
    await bench.workspace.up();
    const urn = await groupUrn();
    const { all } = await bench.workspace.up({ args: ["--replace", urn] });
    assert.match(all, /group chosen .* is left unchanged.*deleteBeforeReplace: true/s);
    await bench.workspace.pulumi(["state", "taint", urn, "--yes"]);
    await bench.workspace.up();
    assert.deepEqual(app().disbanded(), []);
    assert.equal(app().counts().created, 1);
    await bench.workspace.preview({ expectNoChanges: true });
  });

  it("up --replace disbands it and creates it again with deleteBeforeReplace", async () => {
    await bench.workspace.writeProgram(program("{ deleteBeforeReplace: true }"));
    await bench.workspace.up();
    await bench.workspace.up({ args: ["--replace", await groupUrn()] });
    assert.deepEqual(app().disbanded(), ["chosen"]);
    assert.ok(app().group("chosen"));
    await bench.workspace.preview({ expectNoChanges: true });
    await bench.workspace.destroy();
    assert.deepEqual(app().groups(), []);
  });

  it("ignoreChanges leaves a property to other tools", async () => {
    await bench.workspace.up();
    await bench.workspace.writeProgram(program('{ ignoreChanges: ["name"] }', { name: "Other" }));
    await bench.workspace.preview({ expectNoChanges: true });
  });

  it("a type change under a chosen id disbands the old group before it creates the new one", async () => {
    await bench.workspace.up();
    await bench.workspace.writeProgram(program("{}", { type: "ChatRoom" }));
    await bench.workspace.up();
    assert.equal(app().group("chosen")?.type, "ChatRoom");
    assert.deepEqual(app().counts().created, 2);
  });

  it("Group.get reads a group that the program does not own, and neither marks nor disbands it", async () => {
    app().create({ groupId: "prod", type: "Public", name: "Production", ownerAccount: "alice" });
    await bench.workspace.writeProgram(
      'const chat = require("pulumi-tencent-chat");\nconst group = chat.Group.get("prod", "prod");\nexports.name = group.name; exports.owner = group.ownerAccount; exports.type = group.type;\n',
    );
    await bench.workspace.up();
    const outputs = JSON.parse((await bench.workspace.pulumi(["stack", "output", "--json"])).stdout);
    assert.deepEqual(outputs, { name: "Production", owner: "alice", type: "Public" });
    await bench.workspace.refresh();
    await bench.workspace.destroy();
    assert.ok(app().group("prod"));
    assert.deepEqual(app().attributes("prod"), {});
  });

  it("Group.get of a group that does not exist fails, in the preview and in the update, and writes nothing", async () => {
    app().create({ groupId: "prod", type: "Public", name: "Production" });
    await bench.workspace.writeProgram(
      'const chat = require("pulumi-tencent-chat");\nexports.name = chat.Group.get("prod", "prod").name;\n',
    );
    await bench.workspace.up();
    app().disband("prod");
    for (const command of ["preview", "up"] as const) {
      const { all } = await bench.workspace[command]({ expectCode: "failure" });
      assert.match(all, /error: .*There is no group prod in the app 1400000000, so the program cannot read it/);
      assert.doesNotMatch(all, /^\s+at /m);
    }
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
  });

  it("Group.get does not stop a refresh or a destroy after the group is gone", async () => {
    app().create({ groupId: "prod", type: "Public", name: "Production" });
    await bench.workspace.writeProgram(
      'const chat = require("pulumi-tencent-chat");\nexports.name = chat.Group.get("prod", "prod").name;\n',
    );
    await bench.workspace.up();
    app().disband("prod");
    await bench.workspace.refresh();
    await bench.workspace.destroy();
  });
});
