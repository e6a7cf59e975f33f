import assert from "node:assert/strict";
import { type Bench, groupsProgram, startBench } from "../support/groups";

const chosen = { name: "chosen", args: { groupId: "chosen", type: "Public", name: "Chosen" } };

describe("the owner mark of a group in the state", () => {
  let bench: Bench;
  const app = () => bench.emulator.app();
  const mark = () => app().attributes("chosen")["pulumi"];

  beforeEach(async () => {
    bench = await startBench([chosen]);
    await bench.workspace.up();
  });
  afterEach(() => bench.dispose());

  it("is reported by a refresh after a client wiped it, and restored by the next up; the client's own attributes stay", async () => {
    const signed = mark();
    app().setAttributes("chosen", { theme: "dark" });
    const { stack } = bench.workspace;
    for (const args of [["--preview-only"], ["--yes", "--skip-preview"]]) {
      const { all } = await bench.workspace.pulumi(["refresh", "--stack", stack, ...args]);
      assert.match(
        all,
        /owner mark of the group chosen .* is missing or outdated: the next `pulumi up` writes it again/,
      );
      assert.deepEqual(app().attributes("chosen"), { theme: "dark" });
    }
    const { all } = await bench.workspace.preview();
    assert.match(all, /owner mark of the group chosen .* is missing or outdated: the update writes it again/);
    await bench.workspace.up();
    assert.deepEqual(app().attributes("chosen"), { theme: "dark", pulumi: signed });
    await bench.workspace.preview({ expectNoChanges: true });
  });

  it("is restored by an up that changes the group", async () => {
    app().setAttributes("chosen", {});
    await bench.workspace.writeProgram(groupsProgram([{ ...chosen, args: { ...chosen.args, name: "Renamed" } }]));
    await bench.workspace.up();
    assert.ok(mark());
  });

  it("does not stop a destroy when it is wiped, copied from elsewhere, or not a mark at all", async () => {
    const unsigned = () => String(mark()).replace(/"h":"(.)/, (_, first) => `"h":"${first === "_" ? "-" : "_"}`);
    for (const value of [() => undefined, () => "garbage", unsigned]) {
      const pulumi = value();
      app().setAttributes("chosen", pulumi === undefined ? {} : { pulumi });
      await bench.workspace.destroy();
      assert.deepEqual(app().groups(), []);
      await bench.workspace.up();
    }
  }).timeout(180_000);

  it("stops a destroy when it names another owner, even unverified: after a key rotation foreign marks do not verify either", async () => {
    const forged = '{"v":2,"i":"somebody-else","s":"evil/evil/evil","n":"x","h":"AAAAAAAAAAAAAAAAAAAAAA"}';
    app().setAttributes("chosen", { pulumi: forged });
    const { all } = await bench.workspace.destroy({ expectCode: "failure" });
    assert.match(all, /belongs to resource x of stack evil\/evil\/evil \(identity somebody-else\)/);
    assert.ok(app().group("chosen"));
    await bench.workspace.writeProgram(groupsProgram([{ ...chosen, args: { ...chosen.args, adopt: "always" } }]));
    await bench.workspace.up();
    await bench.workspace.destroy();
    assert.deepEqual(app().groups(), []);
  });

  it("is rewritten after stack rename, and blocks nobody in between", async () => {
    await bench.workspace.pulumi(["stack", "rename", "organization/proj/renamed"]);
    bench.workspace.stack = "renamed";
    const { all } = await bench.workspace.up();
    assert.match(all, /1 updated/);
    assert.equal(JSON.parse(String(mark())).s, "organization/proj/renamed");
    assert.equal(app().counts().created, 1);
    await bench.workspace.preview({ expectNoChanges: true });
    await bench.workspace.destroy();
    assert.deepEqual(app().groups(), []);
  });

  it("does not stop a destroy right after a stack rename", async () => {
    await bench.workspace.pulumi(["stack", "rename", "organization/proj/renamed"]);
    bench.workspace.stack = "renamed";
    await bench.workspace.destroy();
    assert.deepEqual(app().groups(), []);
  });

  it("is rewritten for a resource that is renamed with an alias, without a replacement", async () => {
    await bench.workspace.writeProgram(
      groupsProgram([{ ...chosen, name: "renamed", options: '{ aliases: [{ name: "chosen" }] }' }]),
    );
    const { all } = await bench.workspace.up();
    assert.match(all, /1 updated/);
    assert.equal(JSON.parse(String(mark())).n, "renamed");
    assert.equal(app().counts().created, 1);
  });

  it("is handed over to a resource that is renamed without an alias, and the group is unchanged", async () => {
    await bench.workspace.writeProgram(groupsProgram([{ ...chosen, name: "renamed" }]));
    const { all } = await bench.workspace.up();
    assert.match(all, /now managed by Group "renamed": it is left unchanged/);
    assert.equal(JSON.parse(String(mark())).n, "renamed");
    assert.deepEqual([app().counts().created, app().disbanded()], [1, []]);
    await bench.workspace.destroy();
    assert.deepEqual(app().groups(), []);
  });
});
